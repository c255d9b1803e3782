import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namedOnly, nameZoom, symbols, wrap } from "./basemap-places";

const table = readFileSync(new URL("../../../../geo/osm/kinds.tsv", import.meta.url), "utf8");
const kinds = new Set(
  table
    .split("\n")
    .filter((row) => row !== "" && !row.startsWith("#"))
    .map((row) => row.split("\t")[0] ?? ""),
);
kinds.delete("never");

/** Areas that the ground shows and names, and benches, which are dots. */
const drawnOtherwise = ["bench", "park", "cemetery"];

describe("places", () => {
  test("every kind of place is drawn one way, and nothing else is", () => {
    const known = [...Object.keys(symbols), ...Object.keys(namedOnly), ...drawnOtherwise];
    expect(known.sort()).toEqual([...kinds].sort());
  });

  test("no two symbols are alike in shape", () => {
    const paths = Object.values(symbols).map((s) => s.path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test("symbols stay in their square", () => {
    for (const [kind, { path }] of Object.entries(symbols)) {
      expect(path, kind).toMatch(/^M[\dMLHVCSAZmlhvcsaz .,-]+$/);
      for (const [, x, y] of path.matchAll(/M([\d.]+) ([\d.]+)/g)) {
        expect(Math.max(Number(x), Number(y)), kind).toBeLessThanOrEqual(14);
      }
    }
  });

  test("stations are named first", () => {
    expect(nameZoom("station")).toBeLessThan(nameZoom("library"));
    expect(nameZoom("library")).toBeLessThan(nameZoom("bus_stop"));
  });
});

describe("wrap", () => {
  test("breaks at spaces and nowhere else", () => {
    expect(wrap("Søren Kierkegaards Plads", 18)).toEqual(["Søren Kierkegaards", "Plads"]);
    expect(wrap("Torvet", 18)).toEqual(["Torvet"]);
    expect(wrap("Sankthansaftenstraditionen", 18)).toEqual(["Sankthansaftenstraditionen"]);
    expect(wrap("a b c d", 3)).toEqual(["a b", "c d"]);
  });
});
