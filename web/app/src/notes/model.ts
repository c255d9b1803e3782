import type { Finding, Verdict } from "../lib/textfilter/textfilter";

/** Who writes a note: staff may overrule a warning, the public may not. */
export type Writer = "public" | "staff";

/** What becomes of a note: it may be sent, must be confirmed first, or may not be sent. */
export type Outcome = "clear" | "confirm" | "blocked";

export function outcomeOf(writer: Writer, verdict: Verdict, confirmed: boolean): Outcome {
  if (verdict === "accept") return "clear";
  if (verdict === "refuse" || writer === "public") return "blocked";
  return confirmed ? "clear" : "confirm";
}

/** What is worth telling: of findings that lie across each other, the longest. */
export function tellingOf(found: Finding[]): Finding[] {
  const length = (one: Finding): number => one.end - one.start;
  const kept: Finding[] = [];
  for (const one of [...found].sort((a, b) => length(b) - length(a))) {
    if (kept.every((other) => one.end <= other.start || other.end <= one.start)) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** A finding as a text field counts: the passage, from one code unit up to another. */
export interface Passage {
  kind: string;
  text: string;
  from: number;
  to: number;
}

/** The most characters of a passage that are shown. */
const most = 40;

/** Where the findings stand in the field. */
export function passagesOf(text: string, found: Finding[]): Passage[] {
  const characters = [...text];
  const units = (n: number): number => characters.slice(0, n).join("").length;
  return found.map(({ kind, start, end }) => ({
    kind,
    text: shortened(characters.slice(start, end)),
    from: units(start),
    to: units(end),
  }));
}

function shortened(characters: string[]): string {
  const cut = characters.length > most ? [...characters.slice(0, most - 1), "…"] : characters;
  return cut.join("").replace(/\s+/g, " ");
}

/** The kinds of the findings, each once, in the order of the text. */
export const kindsOf = (found: Finding[]): string[] => [...new Set(found.map((f) => f.kind))];
