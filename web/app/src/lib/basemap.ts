import {
  DomUtil,
  GridLayer,
  type LatLngBounds,
  type Layer,
  LayerGroup,
  type Map as LeafletMap,
} from "leaflet";
import { leafletLayer, type TileSource, ZxySource } from "protomaps-leaflet";
import { fonts, labelRules } from "./basemap-labels";
import { paintRules, sea } from "./basemap-rules";

const address = "/tiles/{z}/{x}/{y}.mvt";

/** The zooms at which the server draws tiles; deeper ones are enlarged. */
const zooms = { first: 6, last: 16 };

/**
 * The zoom up to which a map that must not reveal where somebody looks fetches all
 * tiles of the municipality, and how many tiles that may be.
 */
const wholeLimit = { zoom: 14, tiles: 120 };

export interface TileName {
  z: number;
  x: number;
  y: number;
}

/** The tile of a zoom that holds a point. */
export function tileAt(lat: number, lng: number, z: number): TileName {
  const side = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  const clamp = (v: number) => Math.max(0, Math.min(side - 1, Math.floor(v * side)));
  return { z, x: clamp((lng + 180) / 360), y: clamp(y) };
}

export type Box = [south: number, west: number, north: number, east: number];

/** All tiles of a zoom that touch the box. */
export function tilesOf([south, west, north, east]: Box, z: number): TileName[] {
  const from = tileAt(north, west, z);
  const to = tileAt(south, east, z);
  const found: TileName[] = [];
  for (let y = from.y; y <= to.y; y++) for (let x = from.x; x <= to.x; x++) found.push({ z, x, y });
  return found;
}

/** The tiles of every zoom from the first to the deepest that keeps within the limit. */
export function wholeTiles(box: Box): { tiles: TileName[]; zoom: number } {
  let tiles: TileName[] = [];
  let zoom = zooms.first;
  for (let z = zooms.first; z <= wholeLimit.zoom; z++) {
    const next = tilesOf(box, z);
    if (z > zooms.first && tiles.length + next.length > wholeLimit.tiles) break;
    tiles = [...tiles, ...next];
    zoom = z;
  }
  return { tiles, zoom };
}

type Content = Awaited<ReturnType<TileSource["get"]>>;

/** A corner of blank paper, as far as the painter needs a point: it enlarges copies. */
export class Corner {
  constructor(
    public x: number,
    public y: number,
  ) {}

  clone = () => new Corner(this.x, this.y);

  mult(by: number): this {
    this.x *= by;
    this.y *= by;
    return this;
  }

  add(p: { x: number; y: number }): this {
    this.x += p.x;
    this.y += p.y;
    return this;
  }
}

/** A tile that is not there: blank paper, where nothing at all would be sea. */
function blank(size: number): Content {
  const corner = (x: number, y: number) => new Corner(x * size, y * size);
  const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)];
  const paper = {
    props: {},
    bbox: { minX: 0, minY: 0, maxX: size, maxY: size },
    geomType: 3,
    geom: [corners],
    numVertices: corners.length,
  };
  return new Map([["blank", [paper]]]) as unknown as Content;
}

/** Tiles as the map pans; a tile that cannot be had is blank. */
class PannedTiles implements TileSource {
  private readonly source = new ZxySource(address, false);

  async get(tile: TileName, size: number): Promise<Content> {
    if (tile.z < zooms.first) return blank(size);
    return this.source.get(tile, size).catch(() => blank(size));
  }
}

/**
 * All tiles of the municipality, asked for at once before anything is drawn and kept:
 * panning and zooming cause no request that would tell where somebody looks.
 */
class WholeTiles implements TileSource {
  private readonly source = new ZxySource(address, false);
  private readonly kept = new Map<string, Promise<Content>>();

  constructor(
    private readonly names: TileName[],
    private readonly size: number,
  ) {
    for (const name of this.names) {
      const tile = this.source.get(name, this.size).catch(() => blank(this.size));
      this.kept.set(key(name), tile);
    }
  }

  async get(tile: TileName): Promise<Content> {
    return this.kept.get(key(tile)) ?? blank(this.size);
  }
}

const key = ({ z, x, y }: TileName): string => `${z}/${x}/${y}`;

interface Inside {
  views: Map<string, { tileCache: { source: TileSource; tileSize: number } }>;
  labelers: { maxLabeledTiles: number };
}

/** For how many tiles the placing of words is kept: more than a wide screen shows. */
const labelledTiles = 96;

/** Resolves when the fonts are there, or not to be had: words are measured once. */
const fontsReady = () =>
  Promise.allSettled(fonts.map((font) => document.fonts.load(font))).then(() => ({
    status: "fulfilled",
    reason: new Error(),
  }));

/**
 * The pane of words and symbols: above the cells and ways that pages draw, so that a
 * coloured town keeps its names, and below their markers.
 */
const wordsPane = { name: "words", zIndex: "450" };

/** The ground in one layer and its words in another, drawn from the same tiles. */
class Basemap extends LayerGroup {
  override onAdd(map: LeafletMap): this {
    if (!map.getPane(wordsPane.name)) {
      const pane = map.createPane(wordsPane.name);
      pane.style.zIndex = wordsPane.zIndex;
      pane.style.pointerEvents = "none";
      pane.setAttribute("aria-hidden", "true");
    }
    return super.onAdd(map);
  }
}

/** The layer of our own vector tiles. whole: fetch all of the box at once. */
export function basemap(box: Box, whole: boolean): Layer {
  // protomaps-leaflet wants Leaflet's two classes as a global.
  Object.assign(globalThis, { L: { DomUtil, GridLayer } });
  const all = whole ? wholeTiles(box) : undefined;
  const common = {
    url: address,
    maxDataZoom: all?.zoom ?? zooms.last,
    attribution: "",
    lang: document.documentElement.lang,
  };
  const ground = leafletLayer({
    ...common,
    paintRules: paintRules(),
    backgroundColor: sea,
  }) as unknown as Layer & Inside;
  const words = leafletLayer({
    ...common,
    labelRules: labelRules(),
    tasks: [fontsReady()],
    pane: wordsPane.name,
  }) as unknown as Layer & Inside;
  for (const { tileCache } of ground.views.values()) {
    tileCache.source = all ? new WholeTiles(all.tiles, tileCache.tileSize) : new PannedTiles();
  }
  words.views = ground.views;
  words.labelers.maxLabeledTiles = labelledTiles;
  return new Basemap([ground, words]);
}

/** The box of Leaflet's bounds. */
export const boxOf = (b: LatLngBounds): Box => [
  b.getSouth(),
  b.getWest(),
  b.getNorth(),
  b.getEast(),
];
