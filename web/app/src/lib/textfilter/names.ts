import type { Add, Reading } from "./address";
import type { Table } from "./table";
import { capital, endsIn, gap, lengthOf, type Token } from "./tokens";

/**
 * Reports names of persons: a known first name with another word in capitals after it,
 * any capital word before a name in -sen, and, as a warning, a first name or a name in
 * -sen alone. Names that are words too count only with a last name.
 */
export function findNames(r: Reading, add: Add): void {
  for (let i = 0; i < r.tokens.length; ) {
    let end = runOf(r, i);
    const run = r.tokens.slice(i, end);
    const first = run[0] as Token;
    const before = r.tokens[i - 1];
    if ((before && r.t.saints.has(before.lower)) || thing(r.t, run)) {
      // a church, a street, a shop
    } else if (fullName(r.t, run)) {
      add("name", "refuse", first.lo, (run.at(-1) as Token).hi);
    } else if (smallName(r, i)) {
      end = i + 2;
      add("name", "refuse", first.lo, (r.tokens[i + 1] as Token).hi);
    } else if (loneName(r.t, run)) {
      add("name", "warn", first.lo, first.hi);
    } else {
      end = i + 1;
    }
    i = end;
  }
}

/**
 * The end of the run of words with capitals that begins at i: they may have a space, or
 * the point of an initial, between them.
 */
function runOf(r: Reading, i: number): number {
  let end = i + 1;
  for (; end < r.tokens.length; end++) {
    const before = r.tokens[end - 1] as Token;
    if (!capital(before) || !capital(r.tokens[end] as Token)) break;
    const g = gap(r.text, r.tokens, end - 1);
    if (g !== " " && !(g === ". " && lengthOf(before.text) <= 2)) break;
  }
  return end;
}

/**
 * Whether a run names a street, a church or a shop. Where its last word is a last name
 * too (Gade, Skov), the word before must be a genitive.
 */
function thing(t: Table, run: Token[]): boolean {
  const last = run.at(-1);
  const before = run.at(-2);
  if (!last || !before) return false;
  if (endsIn(t.streetStrong, last.lower)) return true;
  if (!t.proper.has(last.lower)) return false;
  const genitive = before.lower.endsWith("s") && !t.firstNames.has(before.lower);
  return !t.lastNames.has(last.lower) || genitive;
}

/** Whether a run of at least two words names a person. */
function fullName(t: Table, run: Token[]): boolean {
  const head = run[0] as Token;
  if (run.length < 2) return false;
  const first = firstName(t, head.lower);
  if (run.slice(1).some((w) => isSen(w.lower) || (first && t.lastNames.has(w.lower)))) return true;
  return first && !t.ambiguous.has(head.lower);
}

/** Whether a first and a last name stand at i in small letters. */
function smallName(r: Reading, i: number): boolean {
  const next = r.tokens[i + 1];
  if (!next || gap(r.text, r.tokens, i) !== " ") return false;
  return firstNameOnly(r.t, (r.tokens[i] as Token).lower) && lastNameOnly(r.t, next.lower);
}

const lastNameOnly = (t: Table, last: string): boolean =>
  t.lastNames.has(last) && !t.commonLast.has(last);

const firstNameOnly = (t: Table, first: string): boolean =>
  t.firstNames.has(first) && !t.ambiguous.has(first);

/** Whether a run begins with a name that stands alone, or in the genitive. */
function loneName(t: Table, run: Token[]): boolean {
  const head = run[0] as Token;
  const w = head.lower;
  if (!capital(head) || t.ambiguous.has(w)) return false;
  const stem = w.replace(/s$/, "").replace(/['’]+$/, "");
  return (
    firstName(t, w) ||
    (run.length === 1 && firstNameOnly(t, stem)) ||
    (t.lastNames.has(w) && isSen(w))
  );
}

/** Whether a word, or the first part of a double one, is a first name. */
function firstName(t: Table, w: string): boolean {
  const [head = ""] = w.split("-");
  return t.firstNames.has(w) || (head !== w && firstNameOnly(t, head));
}

/** Whether a word has the commonest ending of Danish last names. */
const isSen = (w: string): boolean => w.endsWith("sen") && lengthOf(w) >= 5;
