import { describe, expect, test } from "vitest";
import { translator } from "../lib/i18n";
import {
  boxAround,
  classSpan,
  dashOf,
  dropPosition,
  isOver,
  keyMove,
  lookOf,
  markAt,
  type NeedData,
  needLook,
  needTip,
  withoutItself,
} from "./model";

const rows = [
  { top: 0, bottom: 40 },
  { top: 40, bottom: 80 },
  { top: 80, bottom: 120 },
];

describe("dropping a stop", () => {
  test("lands before the row whose upper half is hit, and last below all", () => {
    expect(dropPosition(-5, rows)).toBe(1);
    expect(dropPosition(19, rows)).toBe(1);
    expect(dropPosition(21, rows)).toBe(2);
    expect(dropPosition(61, rows)).toBe(3);
    expect(dropPosition(500, rows)).toBe(4);
    expect(dropPosition(10, [])).toBe(1);
  });

  test("counts without the stop itself, as the server does", () => {
    expect(withoutItself(3, 1)).toBe(2); // downwards: its own place falls away
    expect(withoutItself(1, 3)).toBe(1);
    expect(withoutItself(2, 2)).toBe(2);
    expect(withoutItself(4, undefined)).toBe(4); // from another round
  });
});

test("only Alt and an arrow move a stop: arrows alone scroll", () => {
  expect(keyMove("ArrowUp", true)).toBe("up");
  expect(keyMove("ArrowDown", true)).toBe("down");
  expect(keyMove("ArrowUp", false)).toBeUndefined();
  expect(keyMove("Enter", true)).toBeUndefined();
});

test("eight rounds in a row look different by colour, neighbours by shape too", () => {
  const looks = Array.from({ length: 8 }, (_, i) => lookOf(i));
  expect(new Set(looks.map((l) => l.colour)).size).toBe(8);
  for (let i = 1; i < looks.length; i++) {
    expect(looks[i]?.shape).not.toBe(looks[i - 1]?.shape);
  }
});

test("what is walked from the car is dotted, a round on foot keeps its dashes", () => {
  const look = lookOf(2);
  const foot = { mode: "foot" as const, line: [] };
  const car = { mode: "car" as const, line: [] };
  expect(dashOf(look, foot, [car, foot, car])).toBe("0 8");
  expect(dashOf(look, car, [car, foot, car])).toBe(look.dash);
  expect(dashOf(look, foot, [foot])).toBe(look.dash);
});

test("white figures are readable on every round's colour", () => {
  const part = (hex: string, at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  for (let i = 0; i < 8; i++) {
    const hex = lookOf(i).colour;
    const light = 0.2126 * part(hex, 1) + 0.7152 * part(hex, 3) + 0.0722 * part(hex, 5);
    expect(1.05 / (light + 0.05), hex).toBeGreaterThan(4.5);
  }
});

test("a box holds all points", () => {
  expect(boxAround([])).toBeNull();
  expect(
    boxAround([
      [11, 54],
      [12, 53],
      [10, 55],
    ]),
  ).toEqual([53, 10, 55, 12]);
});

test("a run is over unless it waits or works", () => {
  expect(isOver({ state: "queued", progress: 0 })).toBe(false);
  expect(isOver({ state: "running", progress: 0.4 })).toBe(false);
  for (const state of ["done", "failed", "cancelled"] as const) {
    expect(isOver({ state, progress: 1 })).toBe(true);
  }
});

const need = (c: number, certainty: NeedData["certainty"], weeks = 0): NeedData => ({
  low: 4,
  high: 9,
  class: c,
  certainty,
  weeks_since: weeks,
});

describe("need", () => {
  test("has a colour for every class, and a pattern for all that is not sure", () => {
    const looks = [1, 2, 3, 4, 5].map((c) => needLook(need(c, "sure")));
    expect(new Set(looks.map((l) => l.fill)).size).toBe(5);
    expect(looks.every((l) => l.pattern === undefined)).toBe(true);
    for (const c of [1, 2, 3, 4, 5]) {
      const patterns = (["unsure", "unseen"] as const).map((sure) => needLook(need(c, sure)));
      expect(patterns.map((l) => l.pattern)).toEqual(["stripes", "crosses"]);
      expect(patterns.every((l) => l.ground === looks[c - 1]?.fill)).toBe(true);
    }
  });

  test("that is unknown looks like none of the classes, the lowest least of all", () => {
    for (const unknown of [undefined, need(0, "unknown"), need(9, "sure")]) {
      const look = needLook(unknown);
      expect([look.pattern, look.ground]).toEqual(["hatch", "#d4d9d7"]);
    }
  });

  const t = translator(
    {
      "coordinator.board.need": "{{.Low}}–{{.High}}",
      "coordinator.board.unknown": "ved ikke",
      "coordinator.board.certainty.sure": "sikkert",
      "coordinator.board.certainty.unsure": "usikkert",
      "coordinator.board.certainty.unseen": "ikke besøgt i {{.Weeks}} uger",
      "coordinator.board.certainty.never": "aldrig",
      "coordinator.board.class.first": "under {{.To}}",
      "coordinator.board.class.between": "{{.From}}–{{.To}}",
      "coordinator.board.class.last": "{{.From}} og over",
    },
    "da",
  );

  test.each([
    [need(3, "sure"), "4–9, sikkert"],
    [need(3, "unsure", 2), "4–9, usikkert"],
    [need(3, "unseen", 12), "4–9, ikke besøgt i 12 uger"],
    [need(0, "unknown", 3), "ved ikke"],
    [need(0, "unknown", 8), "ved ikke, ikke besøgt i 8 uger"],
    [need(0, "unknown", -1), "ved ikke, aldrig"],
    [undefined, "ved ikke"],
  ])("is said with how sure it is (%#)", (of, want) => {
    expect(needTip(of, t)).toBe(want);
  });

  test("comes in classes that meet at the breaks", () => {
    const spans = [1, 2, 3, 4, 5].map((c) => classSpan(["1,3", "2,0", "3,1", "5,0"], c, t));
    expect(spans).toEqual(["under 1,3", "1,3–2,0", "2,0–3,1", "3,1–5,0", "5,0 og over"]);
  });
});

test("a cell's mark stands north of all its parts, a cluster's south", () => {
  const part = (lat: number) => [
    [
      [12, lat],
      [12.1, lat + 0.1],
      [12.2, lat + 0.05],
      [12, lat],
    ],
  ];
  const outline = [part(55), part(55.3)];
  expect(markAt(outline, false)).toEqual([55.4, 12.1]);
  expect(markAt(outline, true)).toEqual([55, 12]);
});
