import type { MultiPolygon } from "geojson";

/** What the map can show; the words are those of the address. */
export type Layer = "behov" | "indsats" | "bekymringer";

/** How an area looks: a class of colour, a pattern over it, what is written on it. */
export interface Look {
  class: string;
  pattern: "" | "stripes" | "dots" | "hatch";
  text: string;
}

export interface Area {
  /** Unique among the areas of the page. */
  id: string;
  name: string;
  shape: MultiPolygon;
  /** Latitude and longitude inside its largest part. */
  label: [number, number];
  /** A layer without a look does not show the area. */
  looks: Partial<Record<Layer, Look>>;
}

export interface HeatData {
  box: [south: number, west: number, north: number, east: number];
  layer: Layer;
  areas: Area[] | null;
}

/** An area as a layer shows it. */
export interface Shown {
  area: Area;
  look: Look;
}

/** The areas that a layer shows. */
export function shownBy(areas: readonly Area[], layer: Layer): Shown[] {
  return areas.flatMap((area) => {
    const look = area.looks[layer];
    return look ? [{ area, look }] : [];
  });
}

/** The fill of the pattern, as the page's drawing names it; nothing for none. */
export function patternFill(look: Look): string | undefined {
  return look.pattern ? `url(#heat-${look.pattern})` : undefined;
}

/** Pixels that a label needs: so much a character, and some air. */
const labelWidth = (text: string): number => 9 * text.length + 10;
const labelHeight = 20;

/** Whether an area is large enough on the screen for its figure. */
export function hasRoom(text: string, width: number, height: number): boolean {
  return text !== "" && width >= labelWidth(text) && height >= labelHeight;
}

/** The page's address with another layer or area; null takes the choice away. */
export function address(href: string, change: { vis?: Layer; omraade?: string | null }): string {
  const url = new URL(href);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || (name === "vis" && value === "behov")) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  url.hash = "";
  return url.pathname + url.search;
}
