import {
  CenteredTextSymbolizer,
  CircleSymbolizer,
  exp,
  type Feature,
  type LabelRule,
  LineLabelSymbolizer,
  LineSymbolizer,
  linear,
  type PaintRule,
  PolygonSymbolizer,
} from "protomaps-leaflet";

// A quiet ground: pale land, grey streets, blue-grey water, so that what is drawn on
// top (cells, rounds, stops) carries the colour.
const colours = {
  blank: "#eef0ef",
  land: "#f6f5f1",
  built: "#efeeea",
  pedestrian: "#f3eee6",
  sand: "#f3efe0",
  water: "#cddde3",
  stream: "#bcd1d9",
  green: "#e3eadc",
  wetland: "#dfe8e0",
  street: "#ffffff",
  major: "#fdfcf8",
  casing: "#d6d4cd",
  path: "#cfcbc0",
  rail: "#bdbab3",
  building: "#e4e1da",
  place: "#8a8577",
  label: "#4a4d50",
  halo: "#ffffff",
};

/** What lies outside every land polygon. */
export const sea = colours.water;

const classOf = (f?: Feature): string => String(f?.props.class ?? "");
const is =
  (...classes: string[]) =>
  (_zoom: number, f: Feature) =>
    classes.includes(classOf(f));

const areaColours: Record<string, string> = {
  built: colours.built,
  pedestrian: colours.pedestrian,
  beach: colours.sand,
  rock: colours.sand,
  wetland: colours.wetland,
};

const fill = (fallback: string) =>
  new PolygonSymbolizer({
    fill: (_zoom: number, f?: Feature) => areaColours[classOf(f)] ?? fallback,
    perFeature: true,
  });

const POLYGON = 3;
const isArea = (_zoom: number, f: Feature) => f.geomType === POLYGON;
const isLine = (_zoom: number, f: Feature) => f.geomType !== POLYGON;

/** A street class: its width in pixels at zoom 12, 15 and 18. */
const streets: { classes: string[]; widths: [number, number, number]; from: number }[] = [
  { classes: ["service"], widths: [0.3, 1.6, 8], from: 14 },
  { classes: ["residential", "pedestrian"], widths: [0.8, 3, 14], from: 12 },
  { classes: ["tertiary"], widths: [1.4, 4.4, 17], from: 10 },
  { classes: ["secondary", "primary"], widths: [2.2, 6, 21], from: 8 },
  { classes: ["trunk", "motorway"], widths: [3, 7.5, 24], from: 6 },
];

const width = ([a, b, c]: [number, number, number], more = 0) =>
  exp(1.6, [
    [7, 0.6 + more / 2],
    [12, a + more],
    [15, b + more],
    [18, c + more],
  ]);

function streetRules(): PaintRule[] {
  const casings = streets.map(({ classes, widths, from }) => ({
    dataLayer: "streets",
    minzoom: from,
    filter: is(...classes),
    symbolizer: new LineSymbolizer({
      color: colours.casing,
      width: width(widths, 1.4),
      lineCap: "round",
      lineJoin: "round",
    }),
  }));
  const surfaces = streets.map(({ classes, widths, from }) => ({
    dataLayer: "streets",
    minzoom: from,
    filter: is(...classes),
    symbolizer: new LineSymbolizer({
      color: from <= 8 ? colours.major : colours.street,
      width: width(widths),
      lineCap: "round",
      lineJoin: "round",
    }),
  }));
  return [...casings, ...surfaces];
}

export function paintRules(): PaintRule[] {
  return [
    { dataLayer: "blank", symbolizer: new PolygonSymbolizer({ fill: colours.blank }) },
    { dataLayer: "land", symbolizer: fill(colours.land) },
    { dataLayer: "green", symbolizer: fill(colours.green) },
    {
      dataLayer: "water",
      filter: isArea,
      symbolizer: new PolygonSymbolizer({ fill: colours.water }),
    },
    {
      dataLayer: "water",
      filter: isLine,
      symbolizer: new LineSymbolizer({
        color: colours.stream,
        width: linear([
          [9, 0.6],
          [14, 1.6],
          [18, 5],
        ]),
      }),
    },
    {
      dataLayer: "streets",
      minzoom: 8,
      filter: is("ferry"),
      symbolizer: new LineSymbolizer({ color: colours.rail, width: 1, dash: [6, 4] }),
    },
    {
      dataLayer: "streets",
      minzoom: 13,
      filter: is("path", "cycleway", "track"),
      symbolizer: new LineSymbolizer({
        color: colours.path,
        width: linear([
          [13, 0.5],
          [18, 2.4],
        ]),
        dash: [3, 2],
      }),
    },
    {
      dataLayer: "buildings",
      minzoom: 14,
      symbolizer: new PolygonSymbolizer({ fill: colours.building }),
    },
    ...streetRules(),
    {
      dataLayer: "rails",
      symbolizer: new LineSymbolizer({
        color: colours.rail,
        width: linear([
          [9, 0.6],
          [16, 2],
        ]),
      }),
    },
    {
      dataLayer: "places",
      minzoom: 15,
      symbolizer: new CircleSymbolizer({
        radius: 2.2,
        fill: colours.place,
        stroke: colours.halo,
        width: 1,
      }),
    },
  ];
}

const font = (size: number, weight = 500) => `${weight} ${size}px "IBM Plex Sans", sans-serif`;

const settlement = (classes: string[], size: number, weight: number, from: number): LabelRule => ({
  dataLayer: "names",
  minzoom: from,
  filter: is(...classes),
  symbolizer: new CenteredTextSymbolizer({
    labelProps: ["name"],
    font: font(size, weight),
    fill: colours.label,
    stroke: colours.halo,
    width: 2,
    lineHeight: 1.3,
  }),
});

const streetNames = (classes: string[], from: number): LabelRule => ({
  dataLayer: "streets",
  minzoom: from,
  filter: is(...classes),
  symbolizer: new LineLabelSymbolizer({
    labelProps: ["name"],
    font: font(11, 400),
    fill: colours.label,
    stroke: colours.halo,
    width: 2,
  }),
});

export function labelRules(): LabelRule[] {
  return [
    settlement(["city"], 16, 600, 6),
    settlement(["town"], 15, 600, 8),
    settlement(["village", "borough", "suburb"], 13, 500, 10),
    settlement(["hamlet", "quarter", "neighbourhood"], 12, 400, 12),
    streetNames(["motorway", "trunk", "primary", "secondary", "tertiary"], 14),
    streetNames(["residential", "pedestrian"], 15),
    {
      dataLayer: "places",
      minzoom: 17,
      symbolizer: new CenteredTextSymbolizer({
        labelProps: ["name"],
        font: font(11, 400),
        fill: colours.label,
        stroke: colours.halo,
        width: 2,
      }),
    },
  ];
}
