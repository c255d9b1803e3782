import type { Table, Verdict } from "./table";
import { capital, endsIn, gap, joined, oneLetter, only, type Token } from "./tokens";

/** What a finder calls for each finding, with its code units. */
export type Add = (kind: string, verdict: Verdict, lo: number, hi: number) => void;

/** A plain text with its tokens, and what is known of the municipality. */
export interface Reading {
  t: Table;
  streets: ReadonlySet<string>;
  text: string;
  tokens: Token[];
}

/**
 * Reports each street with a house number: from the number it looks left for a street
 * and right for a unit, since "Parken 3 telte" counts tents.
 */
export function findAddresses(r: Reading, add: Add): void {
  for (const [i, token] of r.tokens.entries()) {
    if (!token.digits || token.text.length > 3 || i === 0) continue;
    if (partOfNumber(r, i) || countsThings(r, i)) continue;
    const last = streetBefore(r, i);
    if (last < 0) continue;
    const house = last < i - 1 || hasLetter(r, i) || livesThere(r, last);
    const [first, verdict] = street(r, last, house);
    if (first >= 0) add("address", verdict, at(r, first).lo, houseEnd(r, i));
  }
}

const at = (r: Reading, i: number): Token => r.tokens[i] as Token;

const between = (r: Reading, i: number): string => gap(r.text, r.tokens, i);

/** Whether the token belongs to a decimal or a time of day. */
function partOfNumber(r: Reading, i: number): boolean {
  if (at(r, i - 1).digits && ".,:".includes(between(r, i - 1))) return true;
  const next = r.tokens[i + 1];
  if (!next?.digits || next.text.length !== 2) return false;
  const g = between(r, i);
  return (g === "." || g === ":") && Number(at(r, i).text) <= 24 && Number(next.text) <= 59;
}

/** Whether a unit follows the number, or the range or decimal that it begins, or a month the day. */
function countsThings(r: Reading, i: number): boolean {
  const after = r.text.slice(at(r, i).hi).replace(/^ +/, "");
  if (after.startsWith("%") || after.startsWith("°")) return true;
  let j = i + 1;
  const word = r.tokens[j]?.lower;
  if (word === "til" || word === "eller") j++;
  const g = between(r, j - 1);
  if (r.tokens[j]?.digits && (g === "." || g === "," || only(g, " -"))) j++;
  else j = i + 1;
  const unit = r.tokens[j]?.lower ?? "";
  const before = between(r, j - 1);
  return (r.t.units.has(unit) && only(before, " ")) || (r.t.months.has(unit) && only(before, " ."));
}

/**
 * The last word of what may be the street before a number, past "nr." and the like; -1
 * if something else stands between.
 */
function streetBefore(r: Reading, i: number): number {
  let j = i - 1;
  while (j >= 0 && r.t.cardinals.has(at(r, j).lower) && only(between(r, j), " .:")) j--;
  const allowed = j < i - 1 ? " ," : " ";
  return j < 0 || at(r, j).digits || !only(between(r, j), allowed) ? -1 : j;
}

/** The first word of a street name that ends with the token, -1 if it is none. */
function street(r: Reading, last: number, house: boolean): [number, Verdict] {
  const w = at(r, last);
  for (let n = 1; n <= r.t.maxStreetWords && n <= last + 1; n++) {
    const name = r.tokens.slice(last - n + 1, last + 1);
    const plain = name.every((word) => r.t.streetWords.has(word.lower));
    if (r.streets.has(joined(name)) && (house || capital(w) || !plain)) {
      return [last - n + 1, "refuse"];
    }
  }
  if (r.t.streetCommon.has(w.lower)) return [-1, "accept"];
  if (r.t.streetEither.has(w.lower)) return [last, "warn"];
  if (r.t.streetStrong.has(w.lower) || r.t.streetWeak.has(w.lower)) {
    return [streetOfWords(r, last), "refuse"];
  }
  const compound =
    endsIn(r.t.streetStrong, w.lower) || (capital(w) && endsIn(r.t.streetWeak, w.lower));
  return compound ? [last, "refuse"] : [-1, "accept"];
}

/**
 * Judges a street ending that stands as a word of its own: after another word with a
 * capital, "Store Torv", or in the definite form, "Torvet".
 */
function streetOfWords(r: Reading, last: number): number {
  const w = at(r, last);
  if (!capital(w)) return -1;
  if (last > 0 && capital(at(r, last - 1)) && only(between(r, last - 1), " .")) return last - 1;
  return w.lower.endsWith("en") || w.lower.endsWith("et") ? last : -1;
}

/** Whether one of the three words before a street's last tells that somebody lives there. */
function livesThere(r: Reading, last: number): boolean {
  return r.tokens.slice(Math.max(0, last - 3), last).some((w) => r.t.homes.has(w.lower));
}

/** Whether the letter of a house is written to its number. */
function hasLetter(r: Reading, i: number): boolean {
  const next = r.tokens[i + 1];
  return next !== undefined && oneLetter(next) && between(r, i) === "";
}

/** Where the house number ends, with its letter. */
function houseEnd(r: Reading, i: number): number {
  const next = r.tokens[i + 1];
  return next && oneLetter(next) && only(between(r, i), " ") ? next.hi : at(r, i).hi;
}
