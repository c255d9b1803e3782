/**
 * What a cell of a cover looks like on a map: its leaves without those of the cover's
 * cells inside it, as on the server.
 */
import type { MultiPolygon, Position } from "geojson";
import { type Cover, type H3, LEAF_RESOLUTION, REST } from "./cells";

/** The functions of h3-js that drawing needs. */
export interface H3Shapes extends H3 {
  cellToChildren(cell: string, resolution: number): string[];
  uncompactCells(cells: string[], resolution: number): string[];
  cellsToMultiPolygon(cells: string[], geojson: boolean): Position[][][];
  cellArea(cell: string, unit: string): number;
}

export interface Patch {
  cell: string;
  outline: MultiPolygon;
  km2: number;
}

/** The leaves of the municipality that belong to the cell. */
export function leavesOf(h3: H3Shapes, cover: Cover, cell: string): string[] {
  const candidates =
    cell === REST
      ? h3.uncompactCells(cover.compacted(), LEAF_RESOLUTION)
      : h3.cellToChildren(cell, LEAF_RESOLUTION);
  return candidates.filter((leaf) => cover.ofLeaf(h3, leaf) === cell);
}

/** The patch that is sent for a cell, to be shown before it is. */
export function patchOf(h3: H3Shapes, cover: Cover, cell: string): Patch {
  const leaves = leavesOf(h3, cover, cell);
  return {
    cell,
    outline: { type: "MultiPolygon", coordinates: h3.cellsToMultiPolygon(leaves, true) },
    km2: leaves.reduce((sum, leaf) => sum + h3.cellArea(leaf, "km2"), 0),
  };
}
