import {
  type ControlPosition,
  control,
  LatLngBounds,
  Map as LeafletMap,
  type LeafletMouseEvent,
} from "leaflet";
import "leaflet/dist/leaflet.css";
import { type Box, basemap } from "./basemap";
import { reducedMotion } from "./dom";
import type { Translate } from "./i18n";

export interface MapFrame {
  /** South, west, north, east: what the map shows first, and its outer limit. */
  box: Box;
  /** Fetch all tiles of the box at once, so that requests don't tell where somebody looks. */
  whole?: boolean;
  /** What the map shows, for screen readers. */
  label?: string;
}

/** How far maps go in: one whose tiles were fetched at low zooms has no more to show. */
const deepest = { whole: 16, panned: 18 };

/**
 * A map in the container, with our own tiles and nobody else's. It is reached by the
 * Tab key and moved by the arrow keys, + and -. What is drawn on it must also stand in
 * the page as a list or table: the map illustrates.
 */
export function createMap(container: HTMLElement, frame: MapFrame, t: Translate): LeafletMap {
  const [south, west, north, east] = frame.box;
  const bounds = new LatLngBounds([south, west], [north, east]);
  const still = reducedMotion();
  const map = new LeafletMap(container, {
    zoomControl: false,
    attributionControl: false,
    minZoom: 7,
    maxZoom: frame.whole ? deepest.whole : deepest.panned,
    maxBounds: bounds.pad(0.25),
    maxBoundsViscosity: 0.8,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  });
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", frame.label ?? t("map.label"));
  control
    .zoom({
      position: "topright" as ControlPosition,
      zoomInTitle: t("map.zoom_in"),
      zoomOutTitle: t("map.zoom_out"),
    })
    .addTo(map);
  control
    .attribution({ prefix: false, position: "bottomright" })
    .addAttribution(t("map.attribution"))
    .addTo(map);
  map.fitBounds(bounds);
  basemap(frame.box, frame.whole ?? false).addTo(map);
  map.getPane("tilePane")?.setAttribute("aria-hidden", "true");
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  return map;
}

/** Calls pick with the point of each tap on the map. Returns a function that stops it. */
export function onTap(map: LeafletMap, pick: (lat: number, lng: number) => void): () => void {
  const listen = (e: LeafletMouseEvent) => pick(e.latlng.lat, e.latlng.lng);
  map.on("click", listen);
  return () => map.off("click", listen);
}
