import * as h3 from "h3-js";
import { expect, test } from "vitest";
import { Cover, REST } from "./cells";
import { type H3Shapes, leavesOf, patchOf } from "./patch";

// A cover of one cell of resolution 7 with one of its children, in a municipality of
// that cell and a neighbour.
const child = h3.latLngToCell(56.2, 10.7, 8);
const coarse = h3.cellToParent(child, 7);
const neighbour = h3.gridDisk(coarse, 1).find((c) => c !== coarse) as string;
const cover = new Cover({
  version: 2026,
  cells: [child, coarse, REST],
  municipality: [coarse, neighbour],
});
const shapes = h3 as unknown as H3Shapes;

test("every leaf of the municipality belongs to one patch", () => {
  const all = [child, coarse, REST].flatMap((cell) => leavesOf(shapes, cover, cell));
  expect(all.sort()).toEqual(h3.uncompactCells([coarse, neighbour], 9).sort());
});

test("a patch leaves out the finer cell inside it", () => {
  expect(leavesOf(shapes, cover, child)).toHaveLength(7);
  expect(leavesOf(shapes, cover, coarse)).toHaveLength(42);
  const holes = patchOf(shapes, cover, coarse).outline.coordinates.flatMap((p) => p.slice(1));
  expect(holes).toHaveLength(child === h3.cellToCenterChild(coarse, 8) ? 1 : 0);
});

test("the size is that of the leaves", () => {
  const patch = patchOf(shapes, cover, child);
  expect(patch.km2).toBeGreaterThan(0.4);
  expect(patch.km2).toBeLessThan(0.8);
  expect(patch.outline.coordinates).toHaveLength(1);
});
