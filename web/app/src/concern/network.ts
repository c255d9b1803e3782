import { call } from "../lib/api";
import { Cover, type CoverData } from "../lib/cells";
import type { H3Shapes } from "../lib/patch";

/** What turns a point into a patch: fetched when somebody first points at one. */
export interface Grid {
  cover: Cover;
  h3: H3Shapes;
}

/** The cover and h3-js, both at once. */
export async function loadGrid(address: string): Promise<Grid> {
  const [data, h3] = await Promise.all([
    call<CoverData>("GET", address),
    import("../lib/h3") as Promise<unknown> as Promise<H3Shapes>,
  ]);
  return { cover: new Cover(data), h3 };
}
