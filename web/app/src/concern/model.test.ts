import { describe, expect, test } from "vitest";
import {
  byName,
  byPatch,
  charactersLeft,
  decimalsOf,
  listed,
  namesIn,
  nowhere,
  patchToDraw,
} from "./model";

const names = { Midtby: "a", Havnen: "a", Skovby: "b", Engen: "a", Torvet: "a" };

describe("where", () => {
  test("a name and a patch give each other up", () => {
    expect(byName("Midtby")).toEqual({ place: "Midtby", cell: "" });
    expect(byPatch("b")).toEqual({ place: "", cell: "b" });
  });

  test("the patch of a name is drawn, a patch itself, and nothing for neither", () => {
    expect(patchToDraw(byName("Midtby"), names)).toBe("a");
    expect(patchToDraw(byName("Ukendt"), names)).toBe("");
    expect(patchToDraw(byPatch("b"), names)).toBe("b");
    expect(patchToDraw(nowhere, names)).toBe("");
  });
});

test("at most three names are told of a patch", () => {
  expect(namesIn("a", names)).toEqual(["Midtby", "Havnen", "Engen"]);
  expect(namesIn("c", names)).toEqual([]);
});

test("names are listed as a sentence lists them", () => {
  expect(listed([], " og ")).toBe("");
  expect(listed(["A"], " og ")).toBe("A");
  expect(listed(["A", "B"], " og ")).toBe("A og B");
  expect(listed(["A", "B", "C"], " og ")).toBe("A, B og C");
});

test("small patches are told with a decimal", () => {
  expect(decimalsOf(0.6)).toBe(1);
  expect(decimalsOf(12)).toBe(0);
});

test("characters are counted as the server counts them", () => {
  expect(charactersLeft("", 200)).toBe(200);
  expect(charactersLeft("blå", 200)).toBe(197);
  expect(charactersLeft("👋🏽", 200)).toBe(198);
});
