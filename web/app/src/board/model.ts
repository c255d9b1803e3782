/** What the board decides without touching the page. */

import type { Translate } from "../lib/i18n";
import type { CellStyle } from "../lib/map-cells";

/** A stop as the API gives it. */
export interface StopData {
  id: string;
  name: string;
  kind: string;
  point: [lon: number, lat: number];
  exploration?: boolean;
}

/** A round as the API gives it, with its way along the streets. */
export interface RoundData {
  shift: string;
  cancelled?: boolean;
  stops: StopData[];
  ways: WayData[];
}

/** A part of a round's way by one mode: on foot where the car is left. */
export interface WayData {
  mode: "foot" | "bicycle" | "car";
  line: [lon: number, lat: number][];
}

export interface PlanData {
  rounds: RoundData[];
}

/** How far a proposal is. */
export interface RunData {
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  progress: number;
}

/** A cell's need; low and high are people met per ten hours. */
export interface NeedData {
  low: number;
  high: number;
  /** 1 to 5, 0 where it is unknown. */
  class: number;
  certainty: "sure" | "unsure" | "unseen" | "unknown";
  /** -1: never. */
  weeks_since: number;
}

/** What is drawn of a cell or a cluster that stands out; mark is its name in the list. */
export interface Standout {
  cell?: string;
  cluster?: boolean;
  mark: string;
}

/**
 * Where an outline's mark stands, lat and lon: a cell's at its northernmost point, a
 * cluster's at its southernmost, so that neither hides the other.
 */
export function markAt(outline: number[][][][], cluster: boolean): [lat: number, lon: number] {
  const up = cluster ? -1 : 1;
  const points = outline.flat(2).map(([lon = 0, lat = 0]): [number, number] => [lat, lon]);
  points.sort((a, b) => up * (b[0] - a[0]));
  return points[0] ?? [0, 0];
}

export type Shape = "circle" | "square" | "diamond" | "drop";

export interface Look {
  colour: string;
  shape: Shape;
  dash: string;
}

// Dark enough for white figures upon them (4.5 : 1), and told apart by shape and dash
// as well. The same eight stand in _week.scss.
const colours = [
  "#17594f",
  "#9c2a6d",
  "#1f4fa3",
  "#8a4b08",
  "#5b3a9e",
  "#3c6115",
  "#a3261f",
  "#33545f",
];
const shapes: Shape[] = ["circle", "square", "diamond", "drop"];
const dashes = ["", "10 6", "2 7", "14 5 3 5"];

/** The look of the round with that number. */
export function lookOf(number: number): Look {
  return {
    colour: colours[number % colours.length] ?? "#17594f",
    shape: shapes[number % shapes.length] ?? "circle",
    dash: dashes[Math.floor(number / 2) % dashes.length] ?? "",
  };
}

/**
 * The dashes of a part of a round's way: the round's own, and dots for what is walked
 * from the car. A round that is all on foot keeps its own.
 */
export const dashOf = (look: Look, part: WayData, ways: WayData[]): string =>
  part.mode === "foot" && ways.some((way) => way.mode !== "foot") ? "0 8" : look.dash;

/** Whether a run has ended. */
export const isOver = (run: RunData): boolean => run.state !== "queued" && run.state !== "running";

/** A box of the list that a stop can be dropped upon, from top to bottom. */
export interface Row {
  top: number;
  bottom: number;
}

/**
 * The position, counted from 1, at which something dropped at y lands among the rows
 * of a round: before the first row whose middle lies below.
 */
export function dropPosition(y: number, rows: Row[]): number {
  const before = rows.findIndex((row) => y < (row.top + row.bottom) / 2);
  return before < 0 ? rows.length + 1 : before + 1;
}

/**
 * The position as the server counts it: in the round without the stop itself. own is
 * the stop's position where it is dragged within its own round.
 */
export function withoutItself(position: number, own: number | undefined): number {
  return own !== undefined && position > own ? position - 1 : position;
}

/** Which button the keys press: Alt and an arrow, as in a list of tasks. */
export function keyMove(key: string, alt: boolean): "up" | "down" | undefined {
  if (!alt) return undefined;
  if (key === "ArrowUp") return "up";
  return key === "ArrowDown" ? "down" : undefined;
}

/** The box around points, south, west, north, east, or null for none. */
export function boxAround(points: [number, number][]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  const lons = points.map((p) => p[0]);
  const lats = points.map((p) => p[1]);
  return [Math.min(...lats), Math.min(...lons), Math.max(...lats), Math.max(...lons)];
}

const needColours = ["#eef2d8", "#d3e0a2", "#f0c15c", "#dd8a3a", "#b5482d"];

/**
 * How a cell's need looks: the colour of its class, and over it a pattern for how sure
 * that is. What is unknown has no class: it is grey, and never the colour of little.
 */
export function needLook(need: NeedData | undefined): CellStyle {
  const ground = needColours[(need?.class ?? 0) - 1];
  if (!need || !ground || need.certainty === "unknown") {
    return { fill: "#5b6664", pattern: "hatch", ground: "#d4d9d7", stroke: "#9aa3a1" };
  }
  const stroke = "#8b8f86";
  switch (need.certainty) {
    case "sure":
      return { fill: ground, opacity: 0.7, stroke };
    case "unsure":
      return { fill: "#ffffff", pattern: "stripes", ground, stroke };
    case "unseen":
      return { fill: "#3a3f3c", pattern: "crosses", ground, stroke };
  }
}

/** After so many weeks the tip of an unknown cell tells how long nobody was there. */
const unseenWeeks = 8;

/** What is said of a cell's need under the pointer. */
export function needTip(need: NeedData | undefined, t: Translate): string {
  const word = (name: string) => t(`coordinator.board.${name}`, { Weeks: need?.weeks_since ?? 0 });
  if (!need || need.certainty === "unknown") {
    const since = need?.weeks_since ?? 0;
    if (since < 0) return `${word("unknown")}, ${word("certainty.never")}`;
    return since < unseenWeeks
      ? word("unknown")
      : `${word("unknown")}, ${word("certainty.unseen")}`;
  }
  const interval = t("coordinator.board.need", { Low: need.low, High: need.high });
  return `${interval}, ${word(`certainty.${need.certainty}`)}`;
}

/** What a class spans, the first of five being 1, between breaks as they are written. */
export function classSpan(breaks: string[], c: number, t: Translate): string {
  const [From = "", To = ""] = [breaks[c - 2], breaks[c - 1]];
  if (c === 1) return t("coordinator.board.class.first", { To });
  if (c > breaks.length) return t("coordinator.board.class.last", { From });
  return t("coordinator.board.class.between", { From, To });
}
