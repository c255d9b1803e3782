import { readJSON } from "./dom";

/** A text of the catalogue: one string, or one a plural form. */
export type Word = string | { one: string; other: string };
export type Words = Record<string, Word>;

/** Fills {{.Name}} in; an argument Count also chooses the plural form. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** A translator for the words in the language. A key that is missing throws: it is a mistake. */
export function translator(words: Words, lang: string): Translate {
  const plural = new Intl.PluralRules(lang);
  return (key, values = {}) => {
    const word = words[key];
    if (word === undefined) throw new Error(`no text for ${key}`);
    return choose(word, plural, values.Count).replace(
      /\{\{\s*\.(\w+)\s*\}\}/g,
      (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`${key}: no value for ${name}`);
        return String(value);
      },
    );
  };
}

function choose(word: Word, plural: Intl.PluralRules, count: string | number | undefined): string {
  if (typeof word === "string") return word;
  return plural.select(Number(count ?? 0)) === "one" ? word.one : word.other;
}

/** The translator of this page, from its catalogue block. */
export function pageTranslator(): Translate {
  return translator(readJSON<Words>("catalogue") ?? {}, document.documentElement.lang);
}

/** Writes a number with the page's separators. */
export function formatNumber(value: number, decimals = 0): string {
  return value.toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}
