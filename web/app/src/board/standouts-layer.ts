import type { FeatureCollection, MultiPolygon } from "geojson";
import { DivIcon, GeoJSON, LayerGroup, type Map as LeafletMap, Marker } from "leaflet";
import { type CellShapes, type Cells, drawCells } from "../lib/map-cells";
import { markAt, type Standout } from "./model";

export type StandoutShapes = FeatureCollection<MultiPolygon, Standout>;

const ink = "#4b1d6b";

/**
 * What stands out: hot cells with dots and a thick border, clusters with a dashed line
 * around them, each with the mark that it has in the list.
 */
export class StandoutsLayer {
  private readonly cells: Cells;
  private readonly group = new LayerGroup();

  constructor(
    private readonly map: LeafletMap,
    private readonly shapes: StandoutShapes,
  ) {
    const cells = shapes.features.filter((f) => f.properties.cell);
    const clusters = shapes.features.filter((f) => f.properties.cluster);
    this.cells = drawCells(map, { ...shapes, features: cells } as CellShapes, () => ({
      fill: ink,
      pattern: "dots",
      clear: true,
      stroke: ink,
      weight: 3,
    }));
    for (const cluster of clusters) {
      const line = { interactive: false, fill: false };
      // A light line below, so that the dashes are seen on every ground.
      const casing = { ...line, color: "#fff", weight: 8, opacity: 0.85 };
      const dashes = { ...line, color: ink, weight: 4, dashArray: "12 8", className: "cluster" };
      new GeoJSON(cluster, { style: casing, interactive: false }).addTo(this.group);
      new GeoJSON(cluster, { style: dashes, interactive: false }).addTo(this.group);
    }
    for (const { geometry, properties } of shapes.features) {
      const icon = new DivIcon({
        className: properties.cluster ? "map-mark map-mark-cluster" : "map-mark",
        html: text(properties.mark),
        iconSize: [0, 0],
      });
      const at = markAt(geometry.coordinates, properties.cluster === true);
      new Marker(at, { icon, interactive: false, keyboard: false }).addTo(this.group);
    }
    this.group.addTo(map);
  }

  /** Widens the map's view until all of it is in sight. */
  reveal(): void {
    const bounds = new GeoJSON(this.shapes).getBounds();
    if (bounds.isValid() && !this.map.getBounds().contains(bounds)) {
      this.map.fitBounds(bounds.extend(this.map.getBounds()));
    }
  }

  remove(): void {
    this.cells.remove();
    this.group.remove();
  }
}

function text(mark: string): HTMLElement {
  const span = document.createElement("span");
  span.className = "spot-mark";
  span.textContent = mark;
  return span;
}
