import { cellToBoundary, cellToChildren, cellToParent, latLngToCell } from "h3-js";
import { expect, test } from "vitest";
import { namesOf, patchRings } from "./patch";

const h3 = { cellToBoundary, cellToParent, latLngToCell };
const root = latLngToCell(55, 12, 7);
const children = cellToChildren(root, 8);
const first = children[0] as string;

test("a cell of the finest kind is its outline", () => {
  expect(patchRings(h3, first, [root, first])).toEqual([cellToBoundary(first)]);
});

test("what a cell keeps are the parts that no finer cell of the cover holds", () => {
  const leaf = cellToChildren(first, 9)[0] as string;
  const other = children[1] as string;
  const rings = patchRings(h3, root, [leaf, first, other, root, "rest"]);
  expect(rings).toEqual([root, first, other].map((c) => cellToBoundary(c)));
});

test("the remainder of a municipality has no outline", () => {
  expect(patchRings(h3, "rest", ["rest", root])).toEqual([]);
});

test("a patch is called by two names at most, each once", () => {
  const names = ["Torvet", "Torvet", "Midtby", "Havnen"].map((name) => ({ cell: first, name }));
  expect(namesOf(first, [{ cell: root, name: "Fjernby" }, ...names])).toEqual(["Torvet", "Midtby"]);
});
