/**
 * The filter of short texts in the browser: it reads the server's rule table and judges
 * as geo/intake does, kind by kind and place by place. The text never leaves it.
 */
import { findAddresses, type Reading } from "./address";
import { findNames } from "./names";
import { charactersOf, plainOf } from "./plain";
import { find } from "./rules";
import { table, type Verdict } from "./table";
import { tokensOf } from "./tokens";

export type { Verdict } from "./table";

/** One piece of personal data: its kind, and the characters where it stands. */
export interface Finding {
  kind: string;
  verdict: Verdict;
  start: number;
  end: number;
}

export interface Judgement {
  verdict: Verdict;
  found: Finding[];
}

const strictness: Verdict[] = ["accept", "warn", "refuse"];

export class TextFilter {
  private readonly streets: ReadonlySet<string>;

  /** Takes the municipality's street names as the server gives them. */
  constructor(streets: string[]) {
    this.streets = new Set(streets);
  }

  /** The strictest verdict and every finding, by position. */
  check(text: string): Judgement {
    const characters = charactersOf(text);
    const n = characters.length;
    if (n > table.maxText) {
      const end: Finding = { kind: "too_long", verdict: "refuse", start: table.maxText, end: n };
      return { verdict: "refuse", found: [end] };
    }
    const found = this.find(characters);
    const worst = Math.max(0, ...found.map((one) => strictness.indexOf(one.verdict)));
    return { verdict: strictness[worst] as Verdict, found };
  }

  private find(characters: string[]): Finding[] {
    const plain = plainOf(table, characters);
    const found: Finding[] = [];
    const add = (kind: string, verdict: Verdict, lo: number, hi: number) => {
      const start = plain.start[lo] as number;
      found.push({ kind, verdict, start, end: plain.end[hi - 1] as number });
    };
    for (const rule of table.rules) {
      find(table, rule, plain.text, (lo, hi) => add(rule.kind, rule.verdict, lo, hi));
    }
    const tokens = tokensOf(table, plain.text);
    const reading: Reading = { t: table, streets: this.streets, text: plain.text, tokens };
    findAddresses(reading, add);
    findNames(reading, add);
    return found
      .sort(order)
      .filter((one, i) => i === 0 || order(one, found[i - 1] as Finding) !== 0);
  }
}

function order(a: Finding, b: Finding): number {
  const kinds = a.kind < b.kind ? -1 : Number(a.kind > b.kind);
  const stricter = strictness.indexOf(b.verdict) - strictness.indexOf(a.verdict);
  return a.start - b.start || b.end - a.end || kinds || stricter;
}
