import { CenteredTextSymbolizer, type Feature, type LabelRule, linear } from "protomaps-leaflet";
import { AlongLine } from "./basemap-along";
import { halo, ink } from "./basemap-colours";
import { PlaceSymbol } from "./basemap-places";
import { is } from "./basemap-rules";

const family = '"IBM Plex Sans", sans-serif';

/** The fonts that words on the map are written in; they must be there before. */
export const fonts = [400, 500, 600].map((weight) => `${weight} 12px ${family}`);

/** A size in pixels at one zoom and at a later one: it grows between them. */
type Size = [zoom: number, size: number, later: number, larger: number];

interface Look {
  size: Size;
  weight: 400 | 500 | 600;
  fill: string;
  style?: "italic";
}

const growing = ([zoom, size, later, larger]: Size) =>
  linear([
    [zoom, size],
    [later, larger],
  ]);

const font = ({ size, weight, style }: Look) => {
  const at = growing(size);
  return (zoom: number) => `${style ?? ""} ${weight} ${Math.round(at(zoom))}px ${family}`.trim();
};

/** A name centred at its point, for settlements and areas, from a zoom and up to another. */
const centred = (classes: string[], from: number, until: number, look: Look): LabelRule => ({
  dataLayer: "names",
  minzoom: from,
  maxzoom: until,
  filter: is(...classes),
  symbolizer: new CenteredTextSymbolizer({
    labelProps: ["name"],
    font: font(look),
    fill: look.fill,
    stroke: halo,
    width: 1.6,
    lineHeight: 1.3,
    maxLineChars: 16,
  }),
});

const settlement = (
  classes: string[],
  from: number,
  until: number,
  size: Size,
  weight: Look["weight"],
): LabelRule => centred(classes, from, until, { size, weight, fill: ink.settlement });

const LINE = 2;

/** A name along its line; the same name keeps apart by so many pixels. */
function alongLines(layer: string, classes: string[], from: number, apart: number, look: Look) {
  const named = is(...classes);
  return {
    dataLayer: layer,
    minzoom: from,
    filter: (zoom: number, f: Feature) => f.geomType === LINE && named(zoom, f),
    symbolizer: new AlongLine({
      font: font(look),
      size: growing(look.size),
      fill: look.fill,
      apart,
    }),
  };
}

const streetName = (classes: string[], from: number, size: Size, weight: Look["weight"]) =>
  alongLines("streets", classes, from, 320, { size, weight, fill: ink.street });

const waterName = (classes: string[], from: number, size: Size): LabelRule =>
  alongLines("water", classes, from, 500, { size, weight: 500, fill: ink.water, style: "italic" });

const place = (from: number, filter: (zoom: number, f: Feature) => boolean): LabelRule => ({
  dataLayer: "places",
  minzoom: from,
  filter,
  symbolizer: new PlaceSymbol(),
});

/** The last zoom of what is named at all deep ones. */
const deepest = 18;

/** Words and symbols; where two have no room beside each other, the earlier rule wins. */
export function labelRules(): LabelRule[] {
  const transport = is("station", "bus_stop");
  const waterArea = centred(["water"], 11, deepest, {
    size: [11, 11, 16, 13],
    weight: 500,
    fill: ink.water,
    style: "italic",
  });
  return [
    settlement(["city"], 6, 14, [6, 13, 14, 20], 600),
    settlement(["town"], 8, 15, [8, 12, 15, 18], 600),
    waterArea,
    settlement(["borough", "suburb"], 11, 17, [11, 12, 15, 15], 600),
    settlement(["village"], 11, 17, [11, 12, 15, 15], 500),
    settlement(["quarter", "hamlet"], 13, deepest, [13, 12, 16, 13], 500),
    place(13, is("station")),
    streetName(["motorway", "trunk", "primary"], 14, [14, 11, 18, 14], 500),
    streetName(["secondary", "tertiary"], 14, [14, 11, 18, 13], 500),
    settlement(["neighbourhood"], 14, deepest, [14, 11, 16, 13], 500),
    waterName(["river"], 13, [13, 11, 17, 13]),
    centred(["green"], 13, deepest, { size: [13, 11, 17, 12], weight: 500, fill: ink.green }),
    streetName(["residential", "pedestrian"], 15, [15, 10, 18, 13], 400),
    place(15, (zoom, f) => !transport(zoom, f)),
    place(16, is("bus_stop")),
    waterName(["stream"], 15, [15, 10, 17, 12]),
    streetName(["service", "path", "cycleway", "track", "steps"], 17, [17, 10, 18, 12], 400),
  ];
}
