import {
  CircleSymbolizer,
  exp,
  type Feature,
  LineSymbolizer,
  linear,
  type PaintRule,
  PolygonSymbolizer,
} from "protomaps-leaflet";
import { ground, halo, line, streetColours } from "./basemap-colours";

/** What lies outside every land polygon. */
export const sea = ground.water;

type Filter = (zoom: number, f: Feature) => boolean;

const classOf = (f: Feature): string => String(f.props.class ?? "");
const POLYGON = 3;
const isArea: Filter = (_zoom, f) => f.geomType === POLYGON;
const isLine: Filter = (_zoom, f) => f.geomType !== POLYGON;

/** Features of some classes. */
export const is =
  (...classes: string[]): Filter =>
  (_zoom, f) =>
    classes.includes(classOf(f));

/** Features that all filters take. */
const both =
  (...filters: Filter[]): Filter =>
  (zoom, f) =>
    filters.every((take) => take(zoom, f));

/** Where a street runs: on the ground, over a bridge or through a tunnel. */
const runs =
  (at: "" | "bridge" | "tunnel"): Filter =>
  (_zoom, f) =>
    String(f.props.at ?? "") === at;

const area = (dataLayer: string, classes: string[], fill: string, from = 0): PaintRule => ({
  dataLayer,
  minzoom: from,
  filter: both(isArea, is(...classes)),
  symbolizer: new PolygonSymbolizer({ fill }),
});

/** Areas in the order of painting: what lies within another comes after it. */
const land = [
  area("land", ["land"], ground.land),
  area("land", ["built"], ground.built),
  area("land", ["industry"], ground.industry),
  area("land", ["institution"], ground.institution, 12),
  area("land", ["rock"], ground.rock),
  area("land", ["beach"], ground.sand),
];

const green = [
  area("green", ["grass"], ground.grass),
  area("green", ["park"], ground.park),
  area("green", ["scrub"], ground.scrub),
  area("green", ["cemetery"], ground.cemetery),
  area("green", ["forest"], ground.forest),
  area("green", ["wetland"], ground.wetland),
  area("green", ["sports"], ground.sports),
];

const paved = [
  area("land", ["parking"], ground.parking, 15),
  area("land", ["pedestrian"], ground.pedestrian, 14),
];

const runways: PaintRule[] = [
  area("land", ["runway"], ground.runway, 11),
  {
    dataLayer: "land",
    minzoom: 11,
    filter: both(isLine, is("runway")),
    symbolizer: new LineSymbolizer({
      color: ground.runway,
      width: exp(1.8, [
        [11, 1],
        [14, 4],
        [18, 40],
      ]),
    }),
  },
];

const water: PaintRule[] = [
  {
    dataLayer: "water",
    filter: both(isArea, is("water")),
    symbolizer: new PolygonSymbolizer({ fill: ground.water }),
  },
  ...waterLine("stream", line.stream, [0.4, 1.2, 4]),
  ...waterLine("river", ground.water, [1, 2.4, 9]),
];

function waterLine(kind: string, color: string, [a, b, c]: [number, number, number]): PaintRule[] {
  const width = linear([
    [9, a],
    [14, b],
    [18, c],
  ]);
  const symbolizer = new LineSymbolizer({ color, width, lineCap: "round", lineJoin: "round" });
  return [{ dataLayer: "water", filter: both(isLine, is(kind)), symbolizer }];
}

/** What stands in the water or over it. */
const piers: PaintRule[] = [
  area("land", ["pier", "bridge"], ground.pier, 13),
  area("land", ["platform"], ground.platform, 15),
  ...[
    { color: line.pierEdge, more: 1.4 },
    { color: ground.pier, more: 0 },
  ].map(({ color, more }) => ({
    dataLayer: "land",
    minzoom: 13,
    filter: both(isLine, is("pier", "platform")),
    symbolizer: new LineSymbolizer({
      color,
      width: linear([
        [13, 0.8 + more],
        [18, 5 + more],
      ]),
      lineJoin: "round",
    }),
  })),
];

const buildings: PaintRule[] = [
  {
    dataLayer: "buildings",
    minzoom: 14,
    symbolizer: new PolygonSymbolizer({
      fill: ground.building,
      stroke: line.buildingEdge,
      width: linear([
        [14, 0],
        [15, 0.3],
        [17, 0.8],
      ]),
    }),
  },
];

/** Classes of street: the width in pixels at zoom 12, 15 and 18, the least first. */
const streets: { classes: string[]; widths: [number, number, number]; from: number }[] = [
  { classes: ["service"], widths: [0.3, 1.8, 9], from: 15 },
  { classes: ["pedestrian"], widths: [0.8, 3.2, 13], from: 14 },
  { classes: ["residential"], widths: [0.8, 3.8, 16], from: 13 },
  { classes: ["tertiary"], widths: [1.6, 5.4, 19], from: 11 },
  { classes: ["secondary"], widths: [2.2, 6.4, 21], from: 9 },
  { classes: ["primary"], widths: [2.6, 7, 23], from: 8 },
  { classes: ["trunk"], widths: [3, 7.6, 25], from: 7 },
  { classes: ["motorway"], widths: [3.4, 8.4, 27], from: 6 },
];

const width = ([a, b, c]: [number, number, number], more = 0) =>
  exp(1.6, [
    [7, 0.7 + more / 2],
    [12, a + more],
    [15, b + more],
    [18, c + more],
  ]);

function surfaces(at: "" | "bridge" | "tunnel"): PaintRule[] {
  const more = at === "bridge" ? 2.2 : 1.4;
  const rule = (part: "edge" | "surface", s: (typeof streets)[number]): PaintRule => ({
    dataLayer: "streets",
    minzoom: s.from,
    filter: both(is(...s.classes), runs(at)),
    symbolizer: new LineSymbolizer({
      color: streetColours[s.classes[0] ?? ""]?.[part] ?? halo,
      width: width(s.widths, part === "edge" ? more : 0),
      lineCap: at === "" ? "round" : "butt",
      lineJoin: "round",
      ...(at === "tunnel" ? tunnel[part] : {}),
    }),
  });
  return [...streets.map((s) => rule("edge", s)), ...streets.map((s) => rule("surface", s))];
}

/** Under the ground: a broken edge around a faint surface. */
const tunnel = {
  edge: { dash: [3, 3] },
  surface: { color: ground.land },
};

/** A way for walking or cycling: told apart by colour and by its dashes. */
function way(kind: string, from: number, color: string, dash: number[], wide: number): PaintRule[] {
  const at = (more: number) =>
    linear([
      [from, wide * 0.6 + more],
      [18, wide * 1.8 + more],
    ]);
  const bed = new LineSymbolizer({ color: halo, width: at(1.6), opacity: 0.7, lineJoin: "round" });
  const ink = new LineSymbolizer({ color, width: at(0), dash, lineJoin: "round" });
  return [bed, ink].map((symbolizer) => ({
    dataLayer: "streets",
    minzoom: from,
    filter: is(kind),
    symbolizer,
  }));
}

const ways = [
  ...way("path", 15, line.path, [2, 2], 1.1),
  ...way("track", 14, line.track, [6, 2], 1.2),
  ...way("cycleway", 14, line.cycleway, [5, 2], 1.2),
  ...way("steps", 16, line.steps, [1.5, 1], 2.6),
];

const ferries: PaintRule = {
  dataLayer: "streets",
  minzoom: 9,
  filter: is("ferry"),
  symbolizer: new LineSymbolizer({ color: line.ferry, width: 1.2, dash: [6, 4] }),
};

const railLine = (kind: string, from: number, color: string, at: number[][], dash?: number[]) => ({
  dataLayer: "rails",
  minzoom: from,
  filter: is(kind),
  symbolizer: new LineSymbolizer({ color, width: linear(at), ...(dash ? { dash } : {}) }),
});

/** Railways as on a printed map: a dark line, with white dashes from where there is room. */
const rails: PaintRule[] = [
  railLine("tram", 14, line.rail, [
    [14, 0.6],
    [18, 1.6],
  ]),
  railLine("siding", 14, line.rail, [
    [14, 0.6],
    [18, 1.6],
  ]),
  railLine("rail", 9, line.rail, [
    [9, 0.8],
    [13, 1.5],
    [18, 3.8],
  ]),
  railLine(
    "rail",
    13,
    line.sleeper,
    [
      [13, 0.7],
      [18, 2.2],
    ],
    [7, 7],
  ),
];

const benches: PaintRule = {
  dataLayer: "places",
  minzoom: 16,
  filter: is("bench"),
  symbolizer: new CircleSymbolizer({
    radius: linear([
      [16, 1.5],
      [18, 3],
    ]),
    fill: line.bench,
    stroke: halo,
    width: 1,
  }),
};

/** Everything but words and symbols, from the ground up. */
export function paintRules(): PaintRule[] {
  return [
    { dataLayer: "blank", symbolizer: new PolygonSymbolizer({ fill: ground.outside }) },
    ...land,
    ...green,
    ...paved,
    ...runways,
    ...water,
    ...piers,
    ...surfaces("tunnel"),
    ...ways,
    ...buildings,
    ferries,
    ...rails,
    ...surfaces(""),
    ...surfaces("bridge"),
    area("land", ["outside"], ground.outside),
    benches,
  ];
}
