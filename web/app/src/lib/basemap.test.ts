import { beforeAll, describe, expect, test, vi } from "vitest";

// Leaflet looks at the browser when it is loaded; tile names need none of it.
vi.mock("leaflet", () => ({ DomUtil: {}, GridLayer: class {}, LayerGroup: class {} }));
vi.mock("./basemap-labels", () => ({ fonts: [], labelRules: () => [] }));
vi.mock("./basemap-rules", () => ({ paintRules: () => [], sea: "" }));
vi.mock("protomaps-leaflet", () => ({ leafletLayer: () => ({}), ZxySource: class {} }));

type Basemap = typeof import("./basemap");
let tileAt: Basemap["tileAt"];
let tilesOf: Basemap["tilesOf"];
let wholeTiles: Basemap["wholeTiles"];
let Corner: Basemap["Corner"];

beforeAll(async () => {
  ({ tileAt, tilesOf, wholeTiles, Corner } = await import("./basemap"));
});

describe("tileAt", () => {
  test("names tiles as the server's library does", () => {
    // From orb's maptile.At.
    expect(tileAt(56.1629, 10.2039, 13)).toEqual({ z: 13, x: 4328, y: 2544 });
    expect(tileAt(42.5063, 1.5218, 15)).toEqual({ z: 15, x: 16522, y: 12101 });
  });

  test("keeps to the world at its edges", () => {
    expect(tileAt(89, 180, 3)).toEqual({ z: 3, x: 7, y: 0 });
  });
});

describe("wholeTiles", () => {
  const andorra: [number, number, number, number] = [42.42, 1.4, 42.66, 1.79];

  test("has each tile of each zoom once, down to its zoom", () => {
    const { tiles, zoom } = wholeTiles(andorra);
    const names = tiles.map(({ z, x, y }) => `${z}/${x}/${y}`);
    expect(new Set(names).size).toBe(names.length);
    const expected = [];
    for (let z = 6; z <= zoom; z++) expected.push(...tilesOf(andorra, z));
    expect(tiles).toEqual(expected);
  });

  test("keeps within its limit, and a small place gets more detail than a large one", () => {
    const large = wholeTiles([54.5, 8, 57.8, 12.7]);
    expect(large.tiles.length).toBeLessThanOrEqual(120);
    expect(wholeTiles(andorra).zoom).toBeGreaterThan(large.zoom);
  });
});

describe("Corner", () => {
  test("is enlarged in a copy, as the painter does past the last zoom", () => {
    const corner = new Corner(256, 512);
    const moved = corner.clone().mult(4).add({ x: 1, y: 2 });
    expect([moved.x, moved.y]).toEqual([1025, 2050]);
    expect([corner.x, corner.y]).toEqual([256, 512]);
  });
});
