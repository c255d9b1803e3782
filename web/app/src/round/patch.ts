import { Cover, type CoverData, type H3, loadH3, REST } from "../lib/cells";

/** What drawing a patch needs of h3-js. */
export interface Drawing extends H3 {
  cellToBoundary(cell: string): [number, number][];
}

type Ring = [lat: number, lng: number][];

/** A name that a cell can be called by. */
export interface CellName {
  cell: string;
  name: string;
}

/** The names of a cell, at most two. */
export const namesOf = (cell: string, names: CellName[]): string[] =>
  [...new Set(names.filter((n) => n.cell === cell).map((n) => n.name))].slice(0, 2);

/**
 * The patch of a cell as rings: its outline, and as holes the finer cells of the cover
 * within it, which are patches of their own. The remainder has no rings.
 */
export function patchRings(h3: Drawing, cell: string, cover: string[]): Ring[] {
  if (cell === REST) return [];
  const finer = cover.filter((c) => c !== REST && c !== cell && isWithin(h3, c, cell));
  const holes = finer.filter((c) => !finer.some((p) => p !== c && isWithin(h3, c, p)));
  return [cell, ...holes].map((c) => h3.cellToBoundary(c));
}

/** The resolution stands in the second digit of an id. */
const resolution = (cell: string): number => Number.parseInt(cell[1] ?? "0", 16);

const isWithin = (h3: H3, cell: string, ancestor: string): boolean =>
  resolution(cell) > resolution(ancestor) &&
  h3.cellToParent(cell, resolution(ancestor)) === ancestor;

export type Located = { cell: string; rings: Ring[] } | "outside" | "unknown";

/**
 * The patch around the phone. The position lives in this function alone: what comes
 * out is a cell of the cover.
 */
export async function locate(data: CoverData): Promise<Located> {
  const h3 = (await loadH3()) as Drawing;
  const cell = await new Promise<string | null | undefined>((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(new Cover(data).snap(h3, coords.latitude, coords.longitude)),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 0 },
    );
  });
  if (cell === undefined) return "unknown";
  return cell === null ? "outside" : { cell, rings: patchRings(h3, cell, data.cells) };
}

/** The patch of a cell that was chosen by name. */
export async function patchOf(cell: string, data: CoverData): Promise<Ring[]> {
  return patchRings((await loadH3()) as Drawing, cell, data.cells);
}
