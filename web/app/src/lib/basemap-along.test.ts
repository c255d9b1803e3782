import { describe, expect, test } from "vitest";
import { along, distances, straightest } from "./basemap-along";

const line = (...points: [number, number][]) => points.map(([x, y]) => ({ x, y }));

describe("straightest", () => {
  test("is in the middle of a straight street", () => {
    expect(straightest(line([0, 0], [100, 0]), 40)).toEqual({ from: 30, to: 70 });
  });

  test("is nowhere on a street shorter than its name", () => {
    expect(straightest(line([0, 0], [30, 0]), 40)).toBeUndefined();
  });

  test("keeps off a corner", () => {
    //  a ─── b
    //        │
    //        │
    //        c     b is 100 from a, c 200 from b
    const found = straightest(line([0, 0], [100, 0], [100, 200]), 80);
    expect(found && (found.to <= 100 || found.from >= 100)).toBe(true);
  });

  test("follows a gentle bend and refuses a hairpin", () => {
    const bow = Array.from({ length: 20 }, (_, i): [number, number] => [i * 10, (i * i) / 8]);
    expect(straightest(line(...bow), 150)).toBeDefined();
    expect(straightest(line([0, 0], [50, 0], [0, 10]), 80)).toBeUndefined();
  });
});

describe("along", () => {
  const path = line([0, 0], [10, 0], [10, 10]);
  const far = distances(path);

  test("measures from the start", () => {
    expect(far).toEqual([0, 10, 20]);
    expect(along(path, far, 5)).toEqual({ x: 5, y: 0, angle: 0 });
    expect(along(path, far, 15)).toEqual({ x: 10, y: 5, angle: Math.PI / 2 });
  });

  test("goes on straight before the start and past the end", () => {
    expect(along(path, far, -5)).toEqual({ x: -5, y: 0, angle: 0 });
    expect(along(path, far, 25)).toEqual({ x: 10, y: 15, angle: Math.PI / 2 });
  });

  test("stands points that fall together", () => {
    const twice = line([0, 0], [0, 0], [10, 0]);
    expect(along(twice, distances(twice), 4)).toEqual({ x: 4, y: 0, angle: 0 });
  });
});
