import { LatLngBounds, type Map as LeafletMap } from "leaflet";
import type { Box } from "../lib/basemap";
import type { Translate } from "../lib/i18n";
import { createMap, onTap } from "../lib/map";
import { type Cells, drawCells } from "../lib/map-cells";
import type { Patch } from "../lib/patch";

const look = { fill: "#17594f", opacity: 0.35, stroke: "#0a302a", weight: 3 };

/** How much of its own size the map shows around a patch, on each side. */
const surroundings = 0.75;

/** The map of the form: it tells where somebody tapped and shows the patch that is sent. */
export class PatchMap {
  private readonly map: LeafletMap;
  private drawn?: Cells;

  constructor(
    container: HTMLElement,
    box: Box,
    t: Translate,
    tapped: (lat: number, lng: number) => void,
  ) {
    this.map = createMap(container, { box, whole: true, label: t("public.patch.label") }, t);
    onTap(this.map, tapped);
  }

  /** Draws the patch, or none, with the surroundings by which one knows it again. */
  show(patch: Patch | null): void {
    this.drawn?.remove();
    this.drawn = undefined;
    if (!patch) return;
    this.drawn = drawCells(
      this.map,
      {
        type: "FeatureCollection",
        features: [{ type: "Feature", properties: { cell: patch.cell }, geometry: patch.outline }],
      },
      () => look,
    );
    this.map.fitBounds(new LatLngBounds(boundsOf(patch)).pad(surroundings), { maxZoom: 14 });
  }
}

function boundsOf(patch: Patch): [[number, number], [number, number]] {
  const points = patch.outline.coordinates.flat(2) as [number, number][];
  const lats = points.map(([, lat]) => lat);
  const lngs = points.map(([lng]) => lng);
  return [
    [Math.min(...lats), Math.min(...lngs)],
    [Math.max(...lats), Math.max(...lngs)],
  ];
}
