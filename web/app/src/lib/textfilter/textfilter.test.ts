import { expect, test } from "vitest";
import designed from "../../../../../geo/intake/testdata/pii_cases.csv?raw";
import later from "../../../../../geo/intake/testdata/texts.csv?raw";
import { table } from "./table";
import { TextFilter } from "./textfilter";

/** The rows of a CSV file without its head; fields may be quoted. */
function rows(csv: string): string[][] {
  const lines = csv.trim().split(/\r?\n/).slice(1);
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      (m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? "",
    ),
  );
}

const verdicts: Record<string, string> = { block: "refuse", warn: "warn", ok: "accept" };

test("every designed case gets its verdict, as on the server", () => {
  const filter = new TextFilter([]);
  const cases = [
    ...rows(designed).map(([, expected, text]) => [expected, text]),
    ...rows(later),
  ] as [string, string][];
  expect(cases).toHaveLength(117 + 101);
  const wrong = cases.filter(
    ([expected, text]) => filter.check(text).verdict !== verdicts[expected],
  );
  expect(wrong).toEqual([]);
});

test("a finding stands where it does for the server, wide and hidden characters counted", () => {
  const filter = new TextFilter(["langelinie", "havnen"]);
  expect(filter.check("æøå 👋🏽 010104-1235").found).toEqual([
    { kind: "cpr", verdict: "refuse", start: 7, end: 18 },
  ]);
  expect(filter.check("a\u030a, Langelinie\u00ad 4 B, tv").found).toEqual([
    { kind: "address", verdict: "refuse", start: 4, end: 19 },
  ]);
  expect(filter.check("Mette og Fatima").found.map((f) => [f.start, f.end])).toEqual([
    [0, 5],
    [9, 15],
  ]);
});

test("streets of common words are told from the words", () => {
  const filter = new TextFilter(["havnen"]);
  expect(filter.check("på havnen 3 sov").verdict).toBe("accept");
  expect(filter.check("på havnen nr. 3").verdict).toBe("refuse");
  expect(filter.check("bor på havnen 3").verdict).toBe("refuse");
});

test("a text longer than the filter reads is refused unread", () => {
  const filter = new TextFilter([]);
  expect(filter.check("å".repeat(table.maxText)).verdict).toBe("accept");
  expect(filter.check("👋".repeat(table.maxText + 1)).found).toEqual([
    { kind: "too_long", verdict: "refuse", start: table.maxText, end: table.maxText + 1 },
  ]);
});

test("broken characters and empty texts are read", () => {
  const filter = new TextFilter([]);
  expect(filter.check("").verdict).toBe("accept");
  expect(filter.check("\ud800 010104-1235 \udc00").found[0]?.start).toBe(2);
});
