/**
 * A calm ground: soft land, water and green, pale streets, so that what is drawn on
 * top (cells, rounds, stops) carries the colour.
 */
export const ground = {
  outside: "#e8e9e7",
  land: "#f6f4ee",
  built: "#ece8e0",
  industry: "#e7e5e6",
  institution: "#f1e8d9",
  parking: "#e9e7e3",
  pedestrian: "#f2ebe1",
  sand: "#f3ebd0",
  rock: "#e6e4dc",
  runway: "#dcdad9",
  pier: "#efebe3",
  platform: "#dedad4",
  water: "#bcd6e4",
  grass: "#e5eeda",
  park: "#d7e8ca",
  cemetery: "#d2dfcb",
  scrub: "#d9e4ca",
  forest: "#cbdebf",
  wetland: "#d3e2d6",
  sports: "#cde5d2",
  building: "#d9d2c6",
} as const;

/** Lines and outlines on the ground. */
export const line = {
  stream: "#9fc3d6",
  buildingEdge: "#c3baab",
  pierEdge: "#c9c2b5",
  rail: "#8d8a86",
  sleeper: "#f4f2ee",
  ferry: "#7fa6bd",
  path: "#a0958a",
  track: "#b29a75",
  cycleway: "#6f8fb5",
  steps: "#8f7f70",
  bench: "#7a5c3a",
} as const;

/** Text, each with a halo of [halo]; at least 4.5 : 1 against every ground. */
export const ink = {
  settlement: "#23282c",
  street: "#3a3d40",
  water: "#1f4f70",
  green: "#2b5428",
  transport: "#27457c",
  care: "#6b2f68",
  shop: "#7a3e14",
  leisure: "#2b5a2b",
  civic: "#4a3f36",
} as const;

export const halo = "#ffffff";

/** A street's surface and its edge. */
export const streetColours: Record<string, { surface: string; edge: string }> = {
  motorway: { surface: "#f3d3a0", edge: "#c2985a" },
  trunk: { surface: "#f6dcb0", edge: "#c6a268" },
  primary: { surface: "#f9e7c2", edge: "#ccb07d" },
  secondary: { surface: "#fcf2d6", edge: "#cdbb92" },
  tertiary: { surface: "#ffffff", edge: "#beb7aa" },
  residential: { surface: "#ffffff", edge: "#c9c3b8" },
  service: { surface: "#fdfcfa", edge: "#d3cec4" },
  pedestrian: { surface: "#f4ece2", edge: "#c9bfb2" },
};

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const v = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How far two colours (#rrggbb) stand apart, 1 to 21, as WCAG 2 counts it. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
