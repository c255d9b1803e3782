import {
  DivIcon,
  GeoJSON,
  LatLngBounds,
  type Map as LeafletMap,
  Marker,
  Polygon,
  Polyline,
} from "leaflet";
import type { Box } from "../lib/basemap";
import { reducedMotion } from "../lib/dom";
import type { Translate } from "../lib/i18n";
import { createMap } from "../lib/map";
import type { Patch } from "../lib/patch";
import type { Walk } from "./model";

export interface Drawn {
  box: Box;
  base: [number, number];
  stops: { id: string; title: string; point: [number, number] }[];
  ways: { mode: string; line: [number, number][] }[];
}

const line = { color: "#17594f", weight: 4, opacity: 0.75, lineCap: "round" } as const;
const onFoot = { ...line, dashArray: "1 8" } as const;

/** Draws what the list says: numbered stops, their states by shape, and the way. */
export class RoundMap {
  private readonly map: LeafletMap;
  private readonly markers = new Map<string, Marker>();

  constructor(
    container: HTMLElement,
    private readonly drawn: Drawn,
    choose: (stop: string) => void,
    t: Translate,
  ) {
    this.map = createMap(container, { box: drawn.box, whole: true, label: t("worker.js.map") }, t);
    const bounds = new LatLngBounds([drawn.base]);
    for (const { mode, line: way } of drawn.ways) {
      const look = mode === "foot" ? onFoot : line;
      bounds.extend(new Polyline(way, { ...look, interactive: false }).addTo(this.map).getBounds());
    }
    new Marker(drawn.base, {
      icon: pin("walk-base", "", 18),
      keyboard: false,
      interactive: false,
      title: t("worker.js.base"),
    }).addTo(this.map);
    drawn.stops.forEach((stop, i) => {
      bounds.extend(stop.point);
      const marker = new Marker(stop.point, { icon: pin("walk-pin", `${i + 1}`), keyboard: false })
        .on("click", () => choose(stop.id))
        .addTo(this.map);
      this.markers.set(stop.id, marker);
    });
    // The list beside the map says the same and is reached by keyboard.
    this.map.getPane("markerPane")?.setAttribute("aria-hidden", "true");
    this.map.fitBounds(bounds.pad(0.15), { maxZoom: 16 });
  }

  show(walk: Walk, current: string | undefined): void {
    for (const stop of walk.stops) {
      const marker = this.markers.get(stop.id);
      const shape = marker?.getElement();
      if (!marker || !shape) continue;
      shape.dataset.state = stop.state;
      shape.classList.toggle("is-current", stop.id === current);
      marker.setZIndexOffset(stop.id === current ? 1000 : 0);
    }
    const at = this.drawn.stops.find((s) => s.id === current);
    if (at) this.map.panInside(at.point, { padding: [48, 48], animate: !reducedMotion() });
  }
}

const pin = (className: string, html: string, size = 32) =>
  new DivIcon({ className, html, iconSize: [size, size], iconAnchor: [size / 2, size / 2] });

/** A map of one patch, for looking at before it is saved. */
export class PatchMap {
  private readonly map: LeafletMap;
  private patch: Polygon | undefined;

  constructor(container: HTMLElement, box: Box, t: Translate) {
    this.map = createMap(container, { box, whole: true, label: t("worker.js.patch_map") }, t);
  }

  show({ outline }: Patch): void {
    this.patch?.remove();
    this.patch = new Polygon(GeoJSON.coordsToLatLngs(outline.coordinates, 2), {
      color: "#0a302a",
      weight: 3,
      fillColor: "#17594f",
      fillOpacity: 0.25,
      interactive: false,
    }).addTo(this.map);
    this.map.invalidateSize({ animate: false });
    this.map.fitBounds(this.patch.getBounds().pad(0.2), { animate: false });
  }
}
