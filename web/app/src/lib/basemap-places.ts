import type { Feature, Label, LabelSymbolizer, Layout } from "protomaps-leaflet";
import { halo, ink } from "./basemap-colours";

type Point = Label["anchor"];

interface Symbol {
  colour: string;
  /** Strokes in a square of 14 by 14 units. */
  path: string;
}

const bus = "M3 2.5h8v8H3zM3 6.5h8M5 10.5v1.5M9 10.5v1.5";
const train =
  "M4 1.5h6a1 1 0 0 1 1 1v6l-2 2H5l-2-2v-6a1 1 0 0 1 1-1zM3 6h8M5 10.5L3.5 13M9 10.5L10.5 13";
const basket = "M1 5.5h12L11.5 12h-9zM4 5.5L6 2M10 5.5L8 2";
const cup =
  "M2 5h8v3.5a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3zM10 6h1.5a1.5 1.5 0 0 1 0 3H10M4.5 1.5v2M7.5 1.5v2";
const tree = "M7 13V8M7 8.5a3.5 3.5 0 1 1 .01 0z";

/**
 * A symbol for each kind of place that has one: shape as well as colour. Kinds that are
 * areas on the map (parks, squares, cemeteries) are named, not marked; benches are dots.
 */
export const symbols: Record<string, Symbol> = {
  station: { colour: ink.transport, path: train },
  bus_stop: { colour: ink.transport, path: bus },
  harbour: {
    colour: ink.transport,
    path: "M7 4v8.5M4.5 6h5M2 8.5c0 2.5 2 4 5 4s5-1.5 5-4M7 1.5a1.2 1.2 0 1 1-.01 0z",
  },
  drop_in: { colour: ink.care, path: cup },
  toilet: {
    colour: ink.care,
    path: "M1 3.5l1.5 7 1.5-5 1.5 5L7 3.5M13 5a3 3.5 0 1 0 0 4",
  },
  shelter: { colour: ink.care, path: "M1 6.5L7 2l6 4.5M3 6v6.5M11 6v6.5" },
  community_centre: {
    colour: ink.care,
    path: "M2 12.5V6l5-4.5L12 6v6.5zM5.5 12.5V8.5h3v4",
  },
  library: {
    colour: ink.civic,
    path: "M7 3.5C5.5 2.5 3 2.5 1.5 3v8.5c1.5-.5 4-.5 5.5.5 1.5-1 4-1 5.5-.5V3C11 2.5 8.5 2.5 7 3.5zM7 3.5V12",
  },
  town_hall: {
    colour: ink.civic,
    path: "M1 5l6-3.5L13 5zM3 7v4M7 7v4M11 7v4M1 12.5h12",
  },
  church: { colour: ink.civic, path: "M7 1v12M3.5 4.5h7" },
  supermarket: { colour: ink.shop, path: basket },
  kiosk: { colour: ink.shop, path: "M2.5 6v6.5h9V6M1 6l1.5-4h9L13 6zM5 9h4" },
  shopping_centre: { colour: ink.shop, path: "M2.5 5h9l.5 8H2zM5 7V4a2 2 0 0 1 4 0v3" },
  market: { colour: ink.shop, path: "M1 6l1.5-4h9L13 6zM2.5 6v7M11.5 6v7" },
  playground: { colour: ink.leisure, path: "M1.5 13L4 2h6l2.5 11M7 2v7M5 9h4" },
  sports: {
    colour: ink.leisure,
    path: "M7 1.5a5.5 5.5 0 1 1-.01 0zM7 4.5l2.5 1.8-1 3h-3l-1-3z",
  },
  picnic: { colour: ink.leisure, path: "M2.5 4h9M4.5 4L3 12M9.5 4L11 12M1 8h12" },
  bonfire: {
    colour: ink.leisure,
    path: "M7 1.5c3 3.5 4 5 4 7a4 4 0 0 1-8 0c0-2 1.5-2.5 1.5-4.5 1.5.5 2.5 1.5 2.5 3",
  },
  fountain: {
    colour: ink.water,
    path: "M7 12V5.5M7 5.5c-.5-3-4-3-4 .5M7 5.5c.5-3 4-3 4 .5M2 9.5c0 2 2 3 5 3s5-1 5-3",
  },
  viewpoint: {
    colour: ink.leisure,
    path: "M1 7c3.5-5 8.5-5 12 0-3.5 5-8.5 5-12 0zM7 5.5a1.5 1.5 0 1 1-.01 0z",
  },
  beach: { colour: ink.leisure, path: "M7 5v8M1.5 7c1-6 10-6 11 0zM3 13h8" },
  garden: { colour: ink.leisure, path: tree },
};

/** The kinds that are named, without a symbol. */
export const namedOnly: Record<string, string> = {
  square: ink.civic,
};

/** The zoom from which a place is named. */
const namesFrom: Record<string, number> = { station: 14, square: 16, library: 16, town_hall: 16 };

export const nameZoom = (kind: string): number => namesFrom[kind] ?? 17;

const size = { symbol: 14, padding: 2, text: 11 };

/** A place's symbol on a white disc, with its name below where there is room. */
export class PlaceSymbol implements LabelSymbolizer {
  place(layout: Layout, geom: Point[][], feature: Feature): Label[] | undefined {
    const kind = String(feature.props.class ?? "");
    const symbol = symbols[kind];
    const at = geom[0]?.[0];
    if (!at || (!symbol && !namedOnly[kind])) return undefined;
    const half = symbol ? size.symbol / 2 + size.padding : 0;
    const disc = { minX: at.x - half, minY: at.y - half, maxX: at.x + half, maxY: at.y + half };
    if (symbol && layout.index.bboxCollides(disc, layout.order)) return undefined;
    const bboxes = [disc];
    const text = this.name(layout, at, half, feature, kind);
    if (!symbol && !text) return undefined;
    if (text) bboxes.push(text.box);
    const colour = symbol?.colour ?? namedOnly[kind] ?? ink.civic;
    const draw = (ctx: CanvasRenderingContext2D) => {
      ctx.globalAlpha = 1;
      if (symbol) drawSymbol(ctx, symbol);
      if (text) drawLines(ctx, text, colour);
    };
    return [{ anchor: at, bboxes, draw, ...(text && !symbol ? repeat(text.lines) : {}) }];
  }

  private name(layout: Layout, at: Point, half: number, feature: Feature, kind: string) {
    const name = feature.props.name;
    if (typeof name !== "string" || layout.zoom < nameZoom(kind)) return undefined;
    const lines = wrap(name, 18);
    const font = `500 ${size.text}px "IBM Plex Sans", sans-serif`;
    layout.scratch.font = font;
    const width = Math.max(...lines.map((l) => layout.scratch.measureText(l).width));
    const step = size.text + 2;
    const top = half > 0 ? half + 1 : (-lines.length * step) / 2;
    const box = {
      minX: at.x - width / 2 - 2,
      minY: at.y + top,
      maxX: at.x + width / 2 + 2,
      maxY: at.y + top + lines.length * step,
    };
    if (layout.index.bboxCollides(box, layout.order)) return undefined;
    return { lines, font, top, step, box };
  }
}

const repeat = (lines: string[]) => ({
  deduplicationKey: lines.join(" "),
  deduplicationDistance: 200,
});

/** Breaks a name at spaces into lines of about so many letters. */
export function wrap(name: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function drawSymbol(ctx: CanvasRenderingContext2D, { path, colour }: Symbol): void {
  const scale = size.symbol / 14 / 1.25;
  ctx.fillStyle = halo;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 0.8;
  ctx.beginPath();
  ctx.arc(0, 0, size.symbol / 2 + 1.4, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.save();
  ctx.scale(scale, scale);
  ctx.translate(-7, -7);
  ctx.lineWidth = 1.3;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.stroke(new Path2D(path));
  ctx.restore();
}

function drawLines(
  ctx: CanvasRenderingContext2D,
  text: { lines: string[]; font: string; top: number; step: number },
  colour: string,
): void {
  ctx.font = text.font;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = halo;
  ctx.fillStyle = colour;
  for (const paint of ["strokeText", "fillText"] as const) {
    for (const [i, line] of text.lines.entries()) ctx[paint](line, 0, text.top + i * text.step);
  }
}
