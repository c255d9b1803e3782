import type { FeatureCollection, Geometry } from "geojson";
import { GeoJSON, type Map as LeafletMap, type Path } from "leaflet";

/** The outlines of cells as the server gives them: one feature a cell, with its id. */
export type CellShapes = FeatureCollection<Geometry, { cell: string }>;

/** How a cell looks. A pattern tells kinds apart without colour. */
export interface CellStyle {
  fill: string;
  /** 0–1. */
  opacity?: number;
  stroke?: string;
  weight?: number;
  pattern?: "hatch" | "dots" | "stripes" | "crosses";
  /** What the pattern lies on; white without one. fill is the pattern's own colour. */
  ground?: string;
  /** The pattern has no ground of its own: what lies below keeps its colour. */
  clear?: boolean;
}

export interface Cells {
  /** Draws every cell again, after its figures changed. */
  refresh(): void;
  /** Emphasises one cell and brings it into view; null emphasises none. */
  select(cell: string | null): void;
  remove(): void;
}

interface CellOptions {
  /** A cell was tapped. The same must be possible in the list beside the map. */
  onSelect?: (cell: string) => void;
  /** What is said of the cell under the pointer. The same must stand in a list. */
  tip?: (cell: string) => string;
}

const selected = { color: "#0a302a", weight: 4, opacity: 1 };

/** Draws cells on the map by their outlines. */
export function drawCells(
  map: LeafletMap,
  shapes: CellShapes,
  style: (cell: string) => CellStyle,
  options: CellOptions = {},
): Cells {
  const paths = new Map<string, Path>();
  let chosen: string | null = null;

  const layer = new GeoJSON(shapes, {
    interactive: options.onSelect !== undefined || options.tip !== undefined,
    onEachFeature: (feature, path) => {
      const cell = feature.properties.cell;
      paths.set(cell, path as Path);
      if (options.onSelect) path.on("click", () => options.onSelect?.(cell));
      if (options.tip) path.bindTooltip(options.tip(cell), { sticky: true });
    },
  }).addTo(map);

  const paint = (cell: string) => {
    const look = style(cell);
    const path = paths.get(cell);
    if (!path) return;
    path.setStyle({
      color: look.stroke ?? "#5b6664",
      weight: look.weight ?? 1,
      opacity: 0.8,
      fillColor: look.pattern ? patternFill(map, look) : look.fill,
      fillOpacity: look.pattern ? 1 : (look.opacity ?? 0.6),
      ...(cell === chosen ? selected : {}),
    });
    if (cell === chosen) path.bringToFront();
  };
  const refresh = () => {
    for (const cell of paths.keys()) paint(cell);
  };
  refresh();

  return {
    refresh,
    select(cell) {
      const before = chosen;
      chosen = cell;
      if (before !== null) paint(before);
      if (cell === null) return;
      paint(cell);
      const path = paths.get(cell);
      if (path && "getBounds" in path) {
        map.panInside((path as Path & { getBounds(): L.LatLngBounds }).getBounds().getCenter());
      }
    },
    remove: () => {
      layer.remove();
    },
  };
}

const svg = "http://www.w3.org/2000/svg";

/** The address of a pattern in the map's drawing, made the first time it is used. */
function patternFill(map: LeafletMap, look: CellStyle): string {
  const parts = [look.pattern, look.fill, look.clear ? "clear" : (look.ground ?? "")];
  const id = parts.join("-").replace(/[^\w-]/g, "");
  const drawing = map.getPane("overlayPane")?.querySelector("svg");
  if (drawing && !drawing.querySelector(`#${id}`)) drawing.prepend(pattern(id, look));
  return `url(#${id})`;
}

function make(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const side = { hatch: 8, dots: 8, stripes: 8, crosses: 16 };

/** The strokes of a pattern within its tile. */
const strokes = {
  hatch: { d: "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", width: "1.4" },
  stripes: { d: "M0,4h8", width: "3" },
  crosses: { d: "M8,4v8M4,8h8", width: "1.8" },
};

function pattern(id: string, look: CellStyle): SVGElement {
  const kind = look.pattern ?? "hatch";
  const size = { width: String(side[kind]), height: String(side[kind]) };
  const tile = make("pattern", { id, ...size, patternUnits: "userSpaceOnUse" });
  const opacity = look.clear ? "0" : look.ground ? "0.7" : "0.55";
  tile.append(make("rect", { ...size, fill: look.ground ?? "#ffffff", "fill-opacity": opacity }));
  if (kind === "dots") {
    tile.append(make("circle", { cx: "4", cy: "4", r: "1.4", fill: look.fill }));
  } else {
    const { d, width } = strokes[kind];
    tile.append(make("path", { d, stroke: look.fill, "stroke-width": width }));
  }
  const defs = make("defs", {});
  defs.append(tile);
  return defs;
}
