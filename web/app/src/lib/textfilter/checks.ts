import type { Table } from "./table";
import { lower } from "./tokens";

/** Looks at the meaning of a match within its plain text. */
export type Check = (t: Table, text: string, m: RegExpExecArray) => boolean;

/** The most days of each month: the century of a CPR number may be hidden. */
const daysIn = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDay = (day: number, month: number): boolean => day >= 1 && day <= (daysIn[month] ?? 0);

const number = (m: RegExpExecArray, group: number): number => Number(m[group]);

/** The named checks that the rule table refers to; geo/intake/checks.go tells their reasons. */
export const checks: Record<string, Check> = {
  day_month: (_t, _text, m) => {
    const day = number(m, 1);
    return isDay(day > 60 ? day - 60 : day, number(m, 2));
  },
  pairs: (_t, text, m) => {
    if (m[4] !== m[2] || m[6] !== m[2]) return false;
    const hours = [1, 3, 5, 7].every((group) => number(m, group) <= 24);
    const before = lower(text.slice(0, m.index)).replace(/[ .]+$/, "");
    return !hours || !before.endsWith("kl");
  },
  no_date: (_t, _text, m) => {
    const value = number(m, 1);
    const year = Math.floor(value / 10_000);
    const date = isDay(value % 100, Math.floor(value / 100) % 100);
    return !(date && year >= 1900 && year < 2100);
  },
  no_year: (_t, _text, m) => {
    const value = number(m, 1);
    return value !== 1000 && (value < 1900 || value > 2099);
  },
  no_function_word: (t, _text, m) => !t.functionWords.has(lower(m[1] ?? "")),
  no_unit: (t, text, m) => {
    const word = /^ *(\p{L}*)/u.exec(text.slice(m.index + m[0].length));
    return !t.units.has(lower(word?.[1] ?? ""));
  },
};
