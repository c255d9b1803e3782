/**
 * The rule table of the text filter, compiled: geo/intake/textrules.json, which the
 * server reads as well. There is no other list of rules.
 */
import json from "../../../../../geo/intake/textrules.json";
import { type Check, checks } from "./checks";

export type Verdict = "accept" | "warn" | "refuse";

/** A rule that finds one kind. What must not stand beside a match is a class of its own. */
export interface Rule {
  kind: string;
  verdict: Verdict;
  pattern: RegExp;
  left?: RegExp;
  right?: RegExp;
  check?: Check;
}

type Words = ReadonlySet<string>;

export interface Table {
  maxText: number;
  maxMarks: number;
  maxStreetWords: number;
  drop: RegExp;
  dash: RegExp;
  space: RegExp;
  marks: RegExp;
  zeros: number[];
  token: RegExp;
  rules: Rule[];
  streetStrong: Words;
  streetWeak: Words;
  streetCommon: Words;
  streetEither: Words;
  streetWords: Words;
  units: Words;
  months: Words;
  homes: Words;
  cardinals: Words;
  functionWords: Words;
  firstNames: Words;
  ambiguous: Words;
  lastNames: Words;
  commonLast: Words;
  proper: Words;
  saints: Words;
}

interface RawRule {
  id: string;
  kind: string;
  verdict: string;
  pattern: string;
  check?: string;
  left?: string;
  right?: string;
  fold?: boolean;
}

const setOf = (lines: string[]): Words => new Set(lines.flatMap((line) => line.split(" ")));

const beside = (chars?: string): RegExp | undefined =>
  chars ? new RegExp(`[${chars}]`, "u") : undefined;

function ruleOf(raw: RawRule): Rule {
  const check = raw.check === undefined ? undefined : checks[raw.check];
  if (raw.check !== undefined && !check) throw new Error(`rule ${raw.id}: no check ${raw.check}`);
  return {
    kind: raw.kind,
    verdict: raw.verdict as Verdict,
    pattern: new RegExp(raw.pattern, raw.fold ? "giu" : "gu"),
    left: beside(raw.left),
    right: beside(raw.right),
    check,
  };
}

export const table: Table = {
  maxText: json.maxText,
  maxMarks: json.maxMarks,
  maxStreetWords: json.maxStreetWords,
  drop: new RegExp(json.drop, "u"),
  dash: new RegExp(json.dash, "u"),
  space: new RegExp(json.space, "u"),
  marks: new RegExp(json.marks, "u"),
  zeros: [...json.zeros].map((zero) => zero.codePointAt(0) ?? 0),
  token: new RegExp(json.token, "gu"),
  rules: (json.rules as RawRule[]).map(ruleOf),
  streetStrong: setOf(json.streetStrong),
  streetWeak: setOf(json.streetWeak),
  streetCommon: setOf(json.streetCommon),
  streetEither: setOf(json.streetEither),
  streetWords: setOf(json.streetWords),
  units: setOf(json.units),
  months: setOf(json.months),
  homes: setOf(json.homeWords),
  cardinals: setOf(json.cardinalWords),
  functionWords: setOf(json.functionWords),
  firstNames: setOf(json.firstNames),
  ambiguous: setOf(json.ambiguousNames),
  lastNames: setOf(json.lastNames),
  commonLast: setOf(json.lastNamesCommonWords),
  proper: setOf(json.properEndings),
  saints: setOf(json.saints),
};
