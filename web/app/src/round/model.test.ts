import { expect, test } from "vitest";
import {
  daypartOf,
  finish,
  following,
  isComplete,
  mark,
  randomId,
  recordAt,
  recordBetween,
  type Stop,
  type Walk,
  withdraw,
} from "./model";

const stop = (id: string, cell: string, more: Partial<Stop> = {}): Stop => ({
  id,
  title: id.toUpperCase(),
  cell,
  daypart: "morning",
  state: "planned",
  skip: "",
  ...more,
});

const walk = (...stops: Stop[]): Walk => ({ round: "r", finished: false, stops, encounters: [] });

const nobody = { outcome: "nobody_met", targets: [], persons: "one" };
const talk = { outcome: "conversation", targets: ["doctor"], persons: "few" };

test("nobody met is a record without persons, and visits the stop", () => {
  const a = stop("a", "c1");
  const { walk: after, ops } = recordAt(walk(a, stop("b", "c2")), a, "e", nobody);
  expect(after.stops[0]?.state).toBe("visited");
  expect(ops).toEqual([
    {
      method: "PUT",
      path: "/rounds/r/encounters/e",
      body: { cell: "c1", daypart: "morning", outcome: "nobody_met", unplanned: false },
    },
    { method: "PUT", path: "/rounds/r/stops/a", body: { state: "visited" } },
  ]);
});

test("targets go with a bridge alone, and a second meeting marks nothing again", () => {
  const a = stop("a", "c1", { state: "visited" });
  const { ops } = recordAt(walk(a), a, "e", talk);
  expect(ops).toHaveLength(1);
  expect(ops[0]?.body).toEqual({
    cell: "c1",
    daypart: "morning",
    outcome: "conversation",
    persons: "few",
    unplanned: false,
  });
  expect(isComplete({ ...talk, outcome: "bridged" })).toBe(true);
  expect(isComplete({ ...talk, outcome: "bridged", targets: [] })).toBe(false);
  expect(isComplete({ ...talk, outcome: "" })).toBe(false);
});

test("a meeting between stops visits none", () => {
  const { walk: after, ops } = recordBetween(walk(stop("a", "c1")), "rest", "night", "e", talk);
  expect(after.stops[0]?.state).toBe("planned");
  expect(ops).toHaveLength(1);
  expect(ops[0]?.body).toMatchObject({ cell: "rest", daypart: "night", unplanned: true });
});

test("no body ever carries a place, a stop or a time", () => {
  const a = stop("a", "c1");
  const bodies = [
    ...recordAt(walk(a), a, "e", talk).ops,
    ...recordBetween(walk(a), "c9", "night", "e", talk).ops,
  ].map((op) => Object.keys(op.body as object));
  const allowed = ["cell", "daypart", "outcome", "persons", "state", "targets", "unplanned"];
  for (const keys of bodies) expect(allowed).toEqual(expect.arrayContaining(keys));
});

test("taking the only record back opens the stop again", () => {
  const a = stop("a", "c1");
  const { walk: recorded } = recordAt(walk(a), a, "e", nobody);
  const { walk: after, ops } = withdraw(recorded, "e", "a");
  expect(after).toEqual(walk(a));
  expect(ops.map((op) => `${op.method} ${op.path}`)).toEqual([
    "DELETE /rounds/r/encounters/e",
    "PUT /rounds/r/stops/a",
  ]);
});

test("a stop with another record stays visited", () => {
  const a = stop("a", "c1");
  const first = recordAt(walk(a), a, "e1", talk).walk;
  const both = recordAt(first, a, "e2", talk).walk;
  const { walk: after, ops } = withdraw(both, "e1", "a");
  expect(after.stops[0]?.state).toBe("visited");
  expect(ops).toHaveLength(1);
});

test("the next stop is the first planned one after this, then from the start", () => {
  const w = walk(stop("a", "1"), stop("b", "2", { state: "visited" }), stop("c", "3"));
  expect(following(w)?.id).toBe("a");
  expect(following(w, "a")?.id).toBe("c");
  expect(following(w, "c")?.id).toBe("a");
  expect(following(walk(stop("a", "1")), "a")).toBeUndefined();
});

test("a skip says why, and can be taken back", () => {
  const skipped = mark(walk(stop("a", "1")), "a", "skipped", "weather");
  expect(skipped.ops[0]?.body).toEqual({ state: "skipped", reason: "weather" });
  const back = mark(skipped.walk, "a", "planned", "");
  expect(back.ops[0]?.body).toEqual({ state: "planned" });
  expect(back.walk).toEqual(walk(stop("a", "1")));
});

test("finishing is one request", () => {
  expect(finish(walk()).ops).toEqual([
    { method: "PUT", path: "/rounds/r/state", body: { state: "finished" } },
  ]);
});

test("only the quarter of the day is kept", () => {
  expect([0, 5, 6, 11, 12, 17, 18, 23].map(daypartOf)).toEqual([
    "night",
    "night",
    "morning",
    "morning",
    "afternoon",
    "afternoon",
    "evening",
    "evening",
  ]);
});

test("ids are random UUIDs of version 4", () => {
  const ids = Array.from({ length: 200 }, randomId);
  expect(new Set(ids).size).toBe(200);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
