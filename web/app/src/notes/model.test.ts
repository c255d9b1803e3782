import { expect, test } from "vitest";
import { kindsOf, outcomeOf, passagesOf, tellingOf } from "./model";

const at = (kind: string, start: number, end: number) => ({
  kind,
  verdict: "refuse" as const,
  start,
  end,
});

test("staff may confirm a warning; the public may not, and nobody a refusal", () => {
  expect(outcomeOf("public", "accept", false)).toBe("clear");
  expect(outcomeOf("public", "warn", true)).toBe("blocked");
  expect(outcomeOf("staff", "warn", false)).toBe("confirm");
  expect(outcomeOf("staff", "warn", true)).toBe("clear");
  expect(outcomeOf("staff", "refuse", true)).toBe("blocked");
});

test("a passage is told in the field's own units", () => {
  expect(passagesOf("👋 ring\nnu", [at("phone", 2, 8)])).toEqual([
    { kind: "phone", text: "ring n", from: 3, to: 9 },
  ]);
});

test("a long passage is cut", () => {
  const [passage] = passagesOf("a".repeat(60), [at("email", 0, 60)]);
  expect(passage?.text).toBe(`${"a".repeat(39)}…`);
  expect(passage?.to).toBe(60);
});

test("each kind is named once", () => {
  expect(kindsOf([at("name", 0, 1), at("cpr", 2, 3), at("name", 4, 5)])).toEqual(["name", "cpr"]);
});

test("of findings across each other the longest is told", () => {
  const found = [at("birth_date", 0, 10), at("cpr", 4, 15), at("name", 15, 20), at("room", 16, 18)];
  expect(tellingOf(found).map((one) => one.kind)).toEqual(["cpr", "name"]);
});
