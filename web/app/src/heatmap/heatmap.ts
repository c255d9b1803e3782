import { DivIcon, GeoJSON, LayerGroup, type Map as LeafletMap, Marker } from "leaflet";
import { focusOn, need } from "../lib/dom";
import type { Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import { createMap } from "../lib/map";
import {
  type Area,
  address,
  type HeatData,
  hasRoom,
  type Layer,
  patternFill,
  type Shown,
  shownBy,
} from "./model";

interface Drawn extends Shown {
  ground: GeoJSON;
  label: Marker;
}

/** The map, the switch above it, the legend and the explanation beside it. */
export class HeatMap {
  private readonly map: LeafletMap;
  private readonly group = new LayerGroup();
  private readonly areas: Area[];
  private drawn: Drawn[] = [];
  private layer: Layer;
  private chosen: string | null;

  constructor(
    container: HTMLElement,
    data: HeatData,
    private readonly t: Translate,
  ) {
    container.hidden = false;
    this.areas = data.areas ?? [];
    this.layer = data.layer;
    this.chosen = new URL(location.href).searchParams.get("omraade");
    this.map = createMap(container, { box: data.box, label: t("management.map.label") }, t);
    this.group.addTo(this.map);
    this.map.on("zoomend", () => this.showLabels());
    this.draw();
    this.listen();
  }

  private listen(): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-layer]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.show(link.dataset.layer as Layer);
      });
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-area]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.choose(link.dataset.area ?? "");
      });
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-back]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        focusOn(need(`#omraade-${link.dataset.back} [data-area]`));
      });
    }
  }

  /** Draws the other layer; the page below stays as it is. */
  private show(layer: Layer): void {
    this.layer = layer;
    for (const link of document.querySelectorAll<HTMLElement>("[data-layer]")) {
      if (link.dataset.layer === layer) {
        link.setAttribute("aria-current", "true");
        announce(this.t("management.map.layer", { Layer: link.textContent ?? "" }));
      } else link.removeAttribute("aria-current");
    }
    for (const legend of document.querySelectorAll<HTMLElement>("[data-legend]")) {
      legend.hidden = legend.dataset.legend !== layer;
    }
    need<HTMLInputElement>(".heat-period input[name=vis]").value = layer;
    history.replaceState(null, "", address(location.href, { vis: layer }));
    this.draw();
  }

  /** Explains an area and moves the focus to what is said about it. */
  private choose(id: string): void {
    this.chosen = id;
    for (const detail of document.querySelectorAll<HTMLElement>("[data-area-detail]")) {
      detail.hidden = detail.dataset.areaDetail !== id;
    }
    need("[data-area-hint]").hidden = true;
    history.replaceState(null, "", address(location.href, { omraade: id }));
    this.draw();
    const ground = this.drawn.find((d) => d.area.id === id)?.ground;
    if (ground) this.map.panInside(ground.getBounds().getCenter());
    focusOn(need("#forklaring"));
  }

  private draw(): void {
    this.group.clearLayers();
    this.drawn = shownBy(this.areas, this.layer).map((shown) => this.drawArea(shown));
    this.drawn.find((d) => d.area.id === this.chosen)?.ground.bringToFront();
    this.showLabels();
  }

  /** Colour first, the pattern over it: two shapes of the same outline. */
  private drawArea({ area, look }: Shown): Drawn {
    const chosen = area.id === this.chosen;
    const fill = patternFill(look);
    const base = {
      className: `heat-area heat-${look.class}`,
      stroke: false,
      fillOpacity: look.pattern === "hatch" ? 0.4 : 0.66,
    };
    const line = {
      className: `heat-outline${chosen ? " heat-chosen" : ""}`,
      color: chosen ? "#0a302a" : "#3c4644",
      weight: chosen ? 4 : look.pattern === "stripes" ? 2.5 : 1.2,
      dashArray: look.pattern === "stripes" && !chosen ? "7 4" : undefined,
      fill: true,
      fillColor: fill ?? "#ffffff",
      fillOpacity: fill ? 1 : 0,
    };
    const ground = new GeoJSON(area.shape, { style: base, interactive: false }).addTo(this.group);
    new GeoJSON(area.shape, { style: line })
      .on("click", () => this.choose(area.id))
      .bindTooltip(area.name, { sticky: true })
      .addTo(this.group);
    const icon = new DivIcon({
      className: "heat-label",
      html: textNode(look.text),
      iconSize: [0, 0],
    });
    const label = new Marker(area.label, { icon, interactive: false, keyboard: false });
    return { area, look, ground, label };
  }

  /** Writes figures where there is room for them at this zoom. */
  private showLabels(): void {
    for (const { look, ground, label } of this.drawn) {
      const bounds = ground.getBounds();
      const a = this.map.latLngToLayerPoint(bounds.getNorthWest());
      const b = this.map.latLngToLayerPoint(bounds.getSouthEast());
      const room = hasRoom(look.text, b.x - a.x, b.y - a.y);
      if (room) label.addTo(this.group);
      else label.remove();
    }
  }
}

function textNode(text: string): HTMLElement {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}
