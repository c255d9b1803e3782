import type { Table } from "./table";

/**
 * A text as the rules read it: one form for every digit, dash and space, nothing
 * invisible. For each code unit of text, start and end give the characters of the
 * original that it came from.
 */
export interface Plain {
  text: string;
  start: number[];
  end: number[];
}

const mark = /^\p{M}$/u;

const isASCII = (c: string): boolean => c < "\u0080";

/** The characters of a text as the server counts them; a broken one is U+FFFD, as there. */
export const charactersOf = (text: string): string[] =>
  [...text].map((c) => (c >= "\ud800" && c <= "\udfff" && c.length === 1 ? "\ufffd" : c));

/** Brings a text to the form the rules read. A letter and its marks are composed together. */
export function plainOf(t: Table, characters: string[]): Plain {
  const out: Plain = { text: "", start: [], end: [] };
  const kept: string[] = [];
  const at: number[] = [];
  for (const [i, c] of characters.entries()) {
    if (hidden(t, c)) continue;
    kept.push(c);
    at.push(i);
  }
  for (let i = 0, j = 0; i < kept.length; i = j) {
    j = i + 1;
    while (j < kept.length && mark.test(kept[j] as string)) j++;
    const letter = kept.slice(i, Math.min(j, i + 1 + t.maxMarks)).join("");
    add(t, out, letter.normalize("NFKC"), at[i] as number, (at[j - 1] as number) + 1);
  }
  return out;
}

function add(t: Table, out: Plain, composed: string, start: number, end: number): void {
  for (const c of composed) {
    if (hidden(t, c) || (!isASCII(c) && t.marks.test(c))) continue;
    const folded = fold(t, c);
    if (folded === " " && out.text.endsWith(" ")) {
      out.end[out.end.length - 1] = end;
      continue;
    }
    out.text += folded;
    while (out.start.length < out.text.length) {
      out.start.push(start);
      out.end.push(end);
    }
  }
}

const hidden = (t: Table, c: string): boolean => !isASCII(c) && t.drop.test(c);

/** Maps a digit of any script, a dash and a space to their plain forms. */
function fold(t: Table, c: string): string {
  if (t.space.test(c)) return " ";
  if (isASCII(c)) return c;
  if (t.dash.test(c)) return "-";
  const code = c.codePointAt(0) as number;
  const zero = t.zeros.find((z) => z <= code && code <= z + 9);
  return zero === undefined ? c : String(code - zero);
}
