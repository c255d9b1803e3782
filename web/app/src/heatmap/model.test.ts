import { describe, expect, test } from "vitest";
import { type Area, address, hasRoom, patternFill, shownBy } from "./model";

const area: Area = {
  id: "871f05a26ffffff",
  name: "Midtby og Havnen",
  shape: { type: "MultiPolygon", coordinates: [] },
  label: [55, 12],
  looks: {
    behov: { class: "need-4", pattern: "stripes", text: "27" },
    indsats: { class: "effort-2", pattern: "stripes", text: "18" },
  },
};

describe("looks", () => {
  test("each layer has its own", () => {
    expect(shownBy([area], "behov").map((s) => s.look.text)).toEqual(["27"]);
    expect(shownBy([area], "indsats").map((s) => s.look.text)).toEqual(["18"]);
  });

  test("a layer shows the areas that have a look in it", () => {
    const other: Area = { ...area, id: "b", looks: { bekymringer: area.looks.behov } };
    expect(shownBy([area, other], "bekymringer").map((s) => s.area)).toEqual([other]);
    expect(shownBy([area, other], "behov").map((s) => s.area)).toEqual([area]);
  });

  test("own, together, zero and unknown have different fills", () => {
    const fills = (["", "stripes", "dots", "hatch"] as const).map((pattern) =>
      patternFill({ class: "need-1", pattern, text: "" }),
    );
    expect(new Set(fills).size).toBe(4);
    expect(fills[0]).toBeUndefined();
  });
});

describe("labels", () => {
  test.each([
    ["27", 40, 40, true],
    ["27", 20, 40, false],
    ["27", 40, 10, false],
    ["", 400, 400, false],
  ])("%j on %d × %d px: %s", (text, width, height, room) => {
    expect(hasRoom(text, width, height)).toBe(room);
  });
});

describe("address", () => {
  const here = "https://runde.example/ledelse?periode=2026-P10&omraade=rest#forklaring";

  test("keeps the period and drops the fragment", () => {
    expect(address(here, { vis: "indsats" })).toBe(
      "/ledelse?periode=2026-P10&omraade=rest&vis=indsats",
    );
  });

  test("the first layer is not written", () => {
    expect(address(`${here}`, { vis: "behov", omraade: null })).toBe("/ledelse?periode=2026-P10");
  });
});
