import * as h3 from "h3-js";
import { describe, expect, test } from "vitest";
import { Cover, type CoverData, LEAF_RESOLUTION, REST } from "./cells";

// A small world around a point: one cell of resolution 7 in the cover whose one
// child of resolution 8 is in the cover as well, and a municipality that is the
// resolution-7 cell and one of its neighbours.
const lat = 56.2;
const lng = 10.7;
const child = h3.cellToParent(h3.latLngToCell(lat, lng, LEAF_RESOLUTION), 8);
const coarse = h3.cellToParent(child, 7);
const neighbour = h3.gridDisk(coarse, 1).find((c) => c !== coarse) as string;

function cover(change: Partial<CoverData> = {}): Cover {
  return new Cover({
    version: 1,
    cells: [child, coarse, REST],
    municipality: [coarse, neighbour],
    ...change,
  });
}

const centre = (cell: string) => h3.cellToLatLng(cell) as [number, number];

describe("snap", () => {
  test("takes the finest ancestor in the cover", () => {
    expect(cover().snap(h3, ...centre(child))).toBe(child);
  });

  test("takes the coarser cell for a point beside its finer child", () => {
    const sibling = h3.cellToChildren(coarse, 8).find((c) => c !== child) as string;
    expect(cover().snap(h3, ...centre(sibling))).toBe(coarse);
  });

  test("takes the remainder where no cell of the cover holds the point", () => {
    expect(cover().snap(h3, ...centre(neighbour))).toBe(REST);
  });

  test("is null outside the municipality, also within a cell of the cover", () => {
    const far = h3.gridDisk(coarse, 4).at(-1) as string;
    expect(cover().snap(h3, ...centre(far))).toBeNull();
    const other = h3.cellToChildren(coarse, 8).find((c) => c !== child) as string;
    expect(cover({ municipality: [child] }).snap(h3, ...centre(other))).toBeNull();
  });

  test("is null where the cover has no remainder to hold the point", () => {
    expect(cover({ cells: [child] }).snap(h3, ...centre(neighbour))).toBeNull();
  });

  test("follows the leaf's ancestors, not the index at a coarse resolution", () => {
    // Near the edge of a coarse cell the two differ; walk until one is found.
    for (let i = 0; i < 2000; i++) {
      const at: [number, number] = [lat + Math.sin(i) * 0.05, lng + Math.cos(i * 1.7) * 0.09];
      const leaf = h3.latLngToCell(...at, LEAF_RESOLUTION);
      const ancestor = h3.cellToParent(leaf, 7);
      if (ancestor === h3.latLngToCell(...at, 7)) continue;
      const both = cover({
        cells: [ancestor, h3.latLngToCell(...at, 7)],
        municipality: [ancestor],
      });
      expect(both.snap(h3, ...at)).toBe(ancestor);
      return;
    }
    throw new Error("no point found whose coarse index differs from its leaf's ancestor");
  });

  test("agrees with going through every leaf of the municipality", () => {
    const world = cover();
    for (const leaf of h3.uncompactCells([coarse, neighbour], LEAF_RESOLUTION)) {
      const want =
        h3.cellToParent(leaf, 8) === child
          ? child
          : h3.cellToParent(leaf, 7) === coarse
            ? coarse
            : REST;
      expect(world.snap(h3, ...centre(leaf))).toBe(want);
    }
  });
});
