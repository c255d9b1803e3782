import type { Box } from "../lib/basemap";

/** What the page hands to the island. */
export interface ConcernData {
  box: Box;
  /** Address of the cover, below the API's. */
  cover: string;
  /** The patch of each place name. */
  names: Record<string, string>;
}

/** Where the concern is about: a place name of the list, a patch of the map, or neither. */
export interface Where {
  place: string;
  cell: string;
}

export const nowhere: Where = { place: "", cell: "" };

/** A name stands for its own patch: one chosen on the map before is given up. */
export const byName = (place: string): Where => ({ place, cell: "" });

/** A patch of the map stands for itself: a name chosen before is given up. */
export const byPatch = (cell: string): Where => ({ place: "", cell });

/** The patch to draw, "" where nothing is chosen. */
export function patchToDraw(where: Where, names: Record<string, string>): string {
  return where.cell || names[where.place] || "";
}

/** The names whose patch is the cell, at most three. */
export function namesIn(cell: string, names: Record<string, string>): string[] {
  return Object.keys(names)
    .filter((name) => names[name] === cell)
    .slice(0, 3);
}

/** "A, B and C", with the page's own word for and. */
export function listed(names: string[], and: string): string {
  if (names.length < 2) return names.join("");
  return names.slice(0, -1).join(", ") + and + names.at(-1);
}

/** How many decimals a size in km² needs to be told in. */
export const decimalsOf = (km2: number): number => (km2 < 10 ? 1 : 0);

/** Characters as the server counts them: an emoji is one. */
export const charactersLeft = (text: string, most: number): number => most - [...text].length;
