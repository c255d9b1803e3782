import type { Table } from "./table";

/** A word or a number of a plain text, at its code units lo to hi. */
export interface Token {
  text: string;
  lower: string;
  lo: number;
  hi: number;
  digits: boolean;
}

/** Small letters, each by itself: as the server does, and not as a language would. */
export function lower(text: string): string {
  let out = "";
  for (const c of text) out += String.fromCodePoint(c.toLowerCase().codePointAt(0) as number);
  return out;
}

/** Cuts a plain text into words and numbers. */
export function tokensOf(t: Table, text: string): Token[] {
  return [...text.matchAll(t.token)].map((m) => ({
    text: m[0],
    lower: lower(m[0]),
    lo: m.index,
    hi: m.index + m[0].length,
    digits: m[0] >= "0" && m[0] < ":",
  }));
}

/** Whether the word begins with a capital letter. */
export const capital = (word: Token): boolean => /^\p{Lu}/u.test(word.text);

/** Whether the word is a letter from A to Z, as behind a house number. */
export const oneLetter = (word: Token): boolean =>
  word.text.length === 1 && word.text < "\u0080" && !word.digits;

/** The key under which a street name is known: its words, in small letters. */
export const joined = (words: Token[]): string => words.map((w) => w.lower).join(" ");

/** What stands between a token and the next. */
export const gap = (text: string, tokens: Token[], i: number): string =>
  text.slice(tokens[i]?.hi, tokens[i + 1]?.lo);

/** Whether a text holds these characters and no others. */
export const only = (text: string, characters: string): boolean =>
  [...text].every((c) => characters.includes(c));

/** How many characters a word has, as the server counts them. */
export const lengthOf = (word: string): number => [...word].length;

/** Whether a word is a compound that ends in one of the endings. */
export function endsIn(endings: ReadonlySet<string>, word: string): boolean {
  let at = 0;
  for (const [n, c] of [...word].entries()) {
    if (n >= 2 && endings.has(word.slice(at))) return true;
    at += c.length;
  }
  return false;
}
