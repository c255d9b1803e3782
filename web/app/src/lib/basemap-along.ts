import type { Feature, Label, LabelSymbolizer, Layout } from "protomaps-leaflet";
import { halo } from "./basemap-colours";

type Point = Label["anchor"];
export interface Spot {
  x: number;
  y: number;
}

/** Where along a line a text stands: from and to in pixels from the line's start. */
export interface Stretch {
  from: number;
  to: number;
}

/** The most that a street may turn under its name, at one bend and in all. */
const limits = { bend: Math.PI / 4, sum: Math.PI / 2 };

/** The distances of a line's points from its start. */
export function distances(points: Spot[]): number[] {
  const out = [0];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a && b) out.push((out[i - 1] ?? 0) + Math.hypot(b.x - a.x, b.y - a.y));
  }
  return out;
}

/** The turn at each inner point, in radians. */
function turns(points: Spot[]): number[] {
  return points.map((b, i) => {
    const [a, c] = [points[i - 1], points[i + 1]];
    if (!a || !c) return 0;
    const turn = Math.atan2(c.y - b.y, c.x - b.x) - Math.atan2(b.y - a.y, b.x - a.x);
    return Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
  });
}

/**
 * The straightest stretch of a line that is as long as a text, of equals the one
 * nearest to the middle; undefined where the line is too short or turns too much.
 */
export function straightest(points: Spot[], width: number): Stretch | undefined {
  const far = distances(points);
  const length = far.at(-1) ?? 0;
  if (length < width) return undefined;
  const bends = turns(points);
  const steps = Math.min(24, 2 * Math.ceil((length - width) / 8)); // even: the middle is one
  let best: (Stretch & { cost: number }) | undefined;
  for (let i = 0; i <= steps; i++) {
    const from = steps > 0 ? (i / steps) * (length - width) : 0;
    let sum = 0;
    let most = 0;
    for (const [j, bend] of bends.entries()) {
      const at = far[j] ?? 0;
      if (at <= from || at >= from + width) continue;
      sum += bend;
      most = Math.max(most, bend);
    }
    if (most > limits.bend || sum > limits.sum) continue;
    const cost = sum + Math.abs(from + width / 2 - length / 2) / length;
    if (!best || cost < best.cost) best = { from, to: from + width, cost };
  }
  return best && { from: best.from, to: best.to };
}

/** The place at a distance along a line, and the way it runs there. */
export function along(points: Spot[], far: number[], at: number): Spot & { angle: number } {
  let i = 1;
  while (i < points.length - 1 && (far[i] ?? 0) < at) i++;
  const [a, b] = [points[i - 1] ?? { x: 0, y: 0 }, points[i] ?? { x: 0, y: 0 }];
  const part = (at - (far[i - 1] ?? 0)) / ((far[i] ?? 0) - (far[i - 1] ?? 0) || 1);
  return {
    x: a.x + (b.x - a.x) * part,
    y: a.y + (b.y - a.y) * part,
    angle: Math.atan2(b.y - a.y, b.x - a.x),
  };
}

interface Look {
  font: (zoom: number) => string;
  size: (zoom: number) => number;
  fill: string;
  /** How far a name keeps from the same name, in pixels. */
  apart: number;
}

/** A name written along its line, letter by letter where that bends. */
export class AlongLine implements LabelSymbolizer {
  constructor(private readonly look: Look) {}

  place(layout: Layout, geom: Point[][], feature: Feature): Label[] | undefined {
    const name = feature.props.name;
    if (typeof name !== "string" || name === "") return undefined;
    const font = this.look.font(layout.zoom);
    const size = this.look.size(layout.zoom);
    layout.scratch.font = font;
    const width = layout.scratch.measureText(name).width;
    const found: Label[] = [];
    for (const points of geom) {
      const stretch = straightest(points, width + size);
      const first = points[0];
      if (!stretch || !first) continue;
      found.push(this.label(layout, points, stretch, { name, font, size, first }));
    }
    return found.length > 0 ? found : undefined;
  }

  private label(
    layout: Layout,
    points: Spot[],
    stretch: Stretch,
    text: { name: string; font: string; size: number; first: Point },
  ): Label {
    const { name, font, size, first } = text;
    const far = distances(points);
    const from = along(points, far, stretch.from);
    const to = along(points, far, stretch.to);
    const path = to.x < from.x ? [...points].reverse() : points;
    const start = (to.x < from.x ? (far.at(-1) ?? 0) - stretch.to : stretch.from) + size / 2;
    const letters = lettersOn(layout.scratch, name, path, start);
    const middle = letters[Math.floor(letters.length / 2)] ?? { ...from, letter: "" };
    const anchor = first.clone();
    anchor.x = middle.x;
    anchor.y = middle.y;
    const half = size * 0.65;
    const bboxes = letters.map(({ x, y }) => ({
      minX: x - half,
      minY: y - half,
      maxX: x + half,
      maxY: y + half,
    }));
    const draw = (ctx: CanvasRenderingContext2D) => {
      ctx.globalAlpha = 1;
      ctx.font = font;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineWidth = 3;
      ctx.lineJoin = "round";
      ctx.strokeStyle = halo;
      ctx.fillStyle = this.look.fill;
      for (const paint of ["strokeText", "fillText"] as const) {
        for (const { x, y, angle, letter } of letters) {
          ctx.save();
          ctx.translate(x - anchor.x, y - anchor.y);
          ctx.rotate(angle);
          ctx[paint](letter, 0, 0);
          ctx.restore();
        }
      }
    };
    return {
      anchor,
      bboxes,
      draw,
      deduplicationKey: name,
      deduplicationDistance: this.look.apart,
    };
  }
}

/** Each letter's middle on the line, and how it is turned. */
function lettersOn(ctx: CanvasRenderingContext2D, name: string, path: Spot[], start: number) {
  const far = distances(path);
  const letters: (Spot & { angle: number; letter: string })[] = [];
  let before = "";
  for (const letter of name) {
    const left = ctx.measureText(before).width;
    before += letter;
    const right = ctx.measureText(before).width;
    if (letter === " ") continue;
    letters.push({ ...along(path, far, start + (left + right) / 2), letter });
  }
  return letters;
}
