import { describe, expect, test } from "vitest";
import { contrast, ground, halo, ink, streetColours } from "./basemap-colours";
import { paintRules } from "./basemap-rules";

describe("colours", () => {
  test("words stand out from every ground by 4.5 to 1", () => {
    const grounds = {
      ...ground,
      halo,
      ...Object.fromEntries(Object.entries(streetColours).map(([k, c]) => [k, c.surface])),
    };
    for (const [what, colour] of Object.entries(ink)) {
      for (const [on, under] of Object.entries(grounds)) {
        expect(contrast(colour, under), `${what} on ${on}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("contrast is WCAG's", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#123456", "#123456")).toBe(1);
  });

  test("the ground is calm: no colour of it is strong", () => {
    for (const [what, colour] of Object.entries(ground)) {
      const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      const [least, most] = [Math.min(...parts), Math.max(...parts)];
      expect(most - least, what).toBeLessThanOrEqual(48);
      expect(least, what).toBeGreaterThan(180);
    }
  });
});

describe("paintRules", () => {
  const rules = paintRules();
  const first = (layer: string, props: Record<string, string>, geomType: number) => {
    const f = {
      props,
      geomType,
      geom: [],
      bbox: { minX: 0, minY: 0, maxX: 0, maxY: 0 },
      numVertices: 0,
    };
    return rules.flatMap((r, i) =>
      r.dataLayer === layer && (!r.filter || r.filter(16, f)) ? [i] : [],
    );
  };

  test("every class of a tile is painted", () => {
    const areas = ["land", "built", "industry", "institution", "parking", "pedestrian", "beach"];
    const green = ["park", "sports", "cemetery", "forest", "grass", "scrub", "wetland"];
    const streets = [...Object.keys(streetColours), "track", "cycleway", "path", "steps", "ferry"];
    for (const c of [...areas, "rock", "runway", "pier", "bridge", "platform", "outside"])
      expect(first("land", { class: c }, 3), c).not.toEqual([]);
    for (const c of ["pier", "runway", "platform"])
      expect(first("land", { class: c }, 2), c).not.toEqual([]);
    for (const c of green) expect(first("green", { class: c }, 3), c).not.toEqual([]);
    for (const c of streets) expect(first("streets", { class: c }, 2), c).not.toEqual([]);
    for (const c of ["rail", "siding", "tram"])
      expect(first("rails", { class: c }, 2), c).not.toEqual([]);
    for (const c of ["river", "stream"]) expect(first("water", { class: c }, 2), c).not.toEqual([]);
    expect(first("water", { class: "water" }, 3)).not.toEqual([]);
    expect(first("buildings", { class: "building" }, 3)).not.toEqual([]);
  });

  test("water covers land, piers cover water, bridges cover streets, and what was not read all", () => {
    const last = (layer: string, props: Record<string, string>, geomType: number) =>
      first(layer, props, geomType).at(-1) ?? -1;
    const order = [
      last("land", { class: "built" }, 3),
      last("green", { class: "forest" }, 3),
      last("water", { class: "water" }, 3),
      last("land", { class: "pier" }, 3),
      last("streets", { class: "primary", at: "tunnel" }, 2),
      last("streets", { class: "primary" }, 2),
      last("streets", { class: "primary", at: "bridge" }, 2),
      last("land", { class: "outside" }, 3),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("a street is painted once: on the ground, over a bridge or through a tunnel", () => {
    const groundwards = first("streets", { class: "residential" }, 2);
    const bridge = first("streets", { class: "residential", at: "bridge" }, 2);
    expect(groundwards).toHaveLength(2);
    expect(bridge).toHaveLength(2);
    expect(groundwards.filter((i) => bridge.includes(i))).toEqual([]);
  });
});
