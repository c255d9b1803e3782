import { Cover, type CoverData, loadH3 } from "../lib/cells";
import { type H3Shapes, type Patch, patchOf } from "../lib/patch";

/** A name that a cell can be called by. */
export interface CellName {
  cell: string;
  name: string;
}

/** The names of a cell, at most two. */
export const namesOf = (cell: string, names: CellName[]): string[] =>
  [...new Set(names.filter((n) => n.cell === cell).map((n) => n.name))].slice(0, 2);

const loadShapes = loadH3 as unknown as () => Promise<H3Shapes>;

export type Located = Patch | "outside" | "unknown";

/**
 * The patch around the phone. The position lives in this function alone: what comes
 * out is a cell of the cover.
 */
export async function locate(data: CoverData): Promise<Located> {
  const h3 = await loadShapes();
  const cover = new Cover(data);
  const cell = await new Promise<string | null | undefined>((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(cover.snap(h3, coords.latitude, coords.longitude)),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 0 },
    );
  });
  if (cell === undefined) return "unknown";
  return cell === null ? "outside" : patchOf(h3, cover, cell);
}

/** The patch of a cell that was chosen by name. */
export const patchNamed = async (cell: string, data: CoverData): Promise<Patch> =>
  patchOf(await loadShapes(), new Cover(data), cell);
