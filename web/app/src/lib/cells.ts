/**
 * Turning a point into the cell that is sent. It happens on the device, in one
 * function, and the point is not kept.
 */

/** The two functions of h3-js that snapping needs. */
export interface H3 {
  latLngToCell(lat: number, lng: number, resolution: number): string;
  cellToParent(cell: string, resolution: number): string;
}

/** The resolution at which every point is indexed first. */
export const LEAF_RESOLUTION = 9;

/** The remainder of a municipality that no finer cell of the cover holds. */
export const REST = "rest";

/** A cover as the server gives it. */
export interface CoverData {
  version: number;
  /** Sorted ids of the cover's cells; "rest" among them where the root has a remainder. */
  cells: string[];
  /** The municipality as compacted cells of resolution 9 and coarser. */
  municipality: string[];
}

export class Cover {
  readonly version: number;
  private readonly cells: Set<string>;
  private readonly municipality: Set<string>;

  constructor(data: CoverData) {
    this.version = data.version;
    this.cells = new Set(data.cells);
    this.municipality = new Set(data.municipality);
  }

  /** The municipality as compacted cells of resolution 9 and coarser. */
  compacted(): string[] {
    return [...this.municipality];
  }

  has(cell: string): boolean {
    return this.cells.has(cell);
  }

  /**
   * The finest cell of the cover that holds the point, or null outside the
   * municipality. Coarser cells are ancestors of the leaf: indexing a point directly
   * at a coarse resolution gives another cell for one point in fifteen.
   */
  snap(h3: H3, lat: number, lng: number): string | null {
    return this.ofLeaf(h3, h3.latLngToCell(lat, lng, LEAF_RESOLUTION));
  }

  /** The cell of the cover that holds a leaf, or null outside the municipality. */
  ofLeaf(h3: H3, leaf: string): string | null {
    let found: string | null = null;
    let inside = false;
    for (let resolution = LEAF_RESOLUTION; resolution >= 0; resolution--) {
      const cell = resolution === LEAF_RESOLUTION ? leaf : h3.cellToParent(leaf, resolution);
      if (found === null && this.cells.has(cell)) found = cell;
      inside ||= this.municipality.has(cell);
      if (inside && found !== null) return found;
    }
    if (!inside) return null;
    return this.cells.has(REST) ? REST : null;
  }
}

/** h3-js, loaded the first time somebody points at a map. */
export const loadH3 = (): Promise<H3> => import("./h3");
