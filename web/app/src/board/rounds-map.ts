import { DivIcon, type Layer, LayerGroup, type Map as LeafletMap, Marker, Polyline } from "leaflet";
import type { Box } from "../lib/basemap";
import type { Translate } from "../lib/i18n";
import { createMap } from "../lib/map";
import { type CellShapes, type Cells, drawCells } from "../lib/map-cells";
import {
  boxAround,
  dashOf,
  lookOf,
  type NeedData,
  needLook,
  needTip,
  type PlanData,
  type RoundData,
} from "./model";
import { type StandoutShapes, StandoutsLayer } from "./standouts-layer";

/** The map beside the list: ways, numbered stops and, if asked for, need. */
export class RoundsMap {
  readonly map: LeafletMap;
  private readonly drawn = new LayerGroup();
  private rounds: RoundData[] = [];
  private looks = new Map<string, number>();
  private chosen = "";
  private cells?: Cells;
  private standouts?: StandoutsLayer;
  private shapes?: StandoutShapes;

  constructor(
    container: HTMLElement,
    box: Box,
    private readonly t: Translate,
    private readonly pick: (shift: string, stop: string) => void,
  ) {
    this.map = createMap(container, { box, label: t("coordinator.board.map") }, t);
    this.drawn.addTo(this.map);
  }

  /** Shows a plan; looks gives each shift its number. The view stays after the first. */
  show(plan: PlanData, looks: Map<string, number>): void {
    const first = this.rounds.length === 0;
    this.rounds = plan.rounds;
    this.looks = looks;
    this.draw();
    if (first) this.frame(this.rounds);
  }

  /** Draws one round in full and the others faintly; "" draws all alike. */
  choose(shift: string): void {
    this.chosen = shift;
    this.draw();
    const one = this.rounds.filter((r) => r.shift === shift);
    this.frame(one.length > 0 ? one : this.rounds);
  }

  /** Draws the need of every cell below the rounds. */
  showNeed(shapes: CellShapes, need: Map<string, NeedData>): void {
    const tip = (cell: string) => needTip(need.get(cell), this.t);
    this.cells ??= drawCells(this.map, shapes, (cell) => needLook(need.get(cell)), { tip });
    this.raise();
  }

  hideNeed(): void {
    this.cells?.remove();
    this.cells = undefined;
  }

  /** Draws what stands out above the need and below the rounds. */
  showStandouts(shapes: StandoutShapes): void {
    this.hideStandouts();
    this.shapes = shapes;
    this.raise();
    this.standouts?.reveal();
  }

  hideStandouts(): void {
    this.standouts?.remove();
    this.standouts = undefined;
    this.shapes = undefined;
  }

  /** Puts what stands out, and then the rounds, on top of what was drawn before. */
  private raise(): void {
    this.standouts?.remove();
    if (this.shapes) this.standouts = new StandoutsLayer(this.map, this.shapes);
    this.draw();
  }

  private draw(): void {
    this.drawn.clearLayers();
    // The chosen round last, so that it lies on top.
    const order = [...this.rounds].sort(
      (a, b) => Number(a.shift === this.chosen) - Number(b.shift === this.chosen),
    );
    for (const round of order) {
      if (round.cancelled) continue;
      for (const layer of this.layersOf(round)) this.drawn.addLayer(layer);
    }
  }

  private layersOf(round: RoundData): Layer[] {
    const number = this.looks.get(round.shift) ?? 0;
    const look = lookOf(number);
    const faint = this.chosen !== "" && this.chosen !== round.shift;
    const casings: Layer[] = [];
    const lines: Layer[] = [];
    for (const part of round.ways) {
      const way = part.line.map(([lon, lat]): [number, number] => [lat, lon]);
      const casing = { interactive: false, color: "#fff", weight: 7, opacity: faint ? 0 : 0.85 };
      const line = {
        interactive: false,
        color: look.colour,
        weight: 4,
        opacity: faint ? 0.18 : 0.9,
        dashArray: dashOf(look, part, round.ways),
      };
      casings.push(new Polyline(way, casing));
      lines.push(new Polyline(way, line));
    }
    const layers = [...casings, ...lines];
    if (faint) return layers;
    round.stops.forEach((stop, i) => {
      const [lon, lat] = stop.point;
      const marker = new Marker([lat, lon], {
        // With every round on the map, figures would hide one another.
        icon: this.chosen === "" ? dot(number) : icon(number, i + 1),
        keyboard: false,
        title: stop.name,
        zIndexOffset: this.chosen === round.shift ? 1000 : 0,
      });
      marker.on("click", () => this.pick(round.shift, stop.id));
      layers.push(marker);
    });
    return layers;
  }

  private frame(rounds: RoundData[]): void {
    const points = rounds.flatMap((r) => [
      ...r.ways.flatMap((way) => way.line),
      ...r.stops.map((s) => s.point),
    ]);
    const box = boxAround(points);
    if (!box) return;
    const [south, west, north, east] = box;
    this.map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { padding: [24, 24], maxZoom: 16 },
    );
  }
}

const icon = (look: number, position: number): DivIcon =>
  new DivIcon({
    className: "map-stop",
    html: `<span class="mark mark-${look}" aria-hidden="true"><span>${position}</span></span>`,
    iconSize: [28, 28],
  });

const dot = (look: number): DivIcon =>
  new DivIcon({
    className: "map-dot",
    html: `<span class="mark mark-${look}" aria-hidden="true"></span>`,
    iconSize: [16, 16],
  });
