import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../lib/api";
import type { Op } from "./model";
import { Outbox } from "./outbox";

const op = (path: string): Op => ({ method: "PUT", path, body: {} });

/** A server whose answers are given one by one; none left means success. */
function world(...answers: (Problem | undefined)[]) {
  const sent: string[] = [];
  const heard: string[] = [];
  const listener = {
    changed: (n: number) => heard.push(`${n}`),
    refused: (p: Problem) => heard.push(`refused ${p.code}`),
    signedOut: () => heard.push("signed out"),
  };
  const outbox = new Outbox(listener, async ({ path }) => {
    sent.push(path);
    const answer = answers.shift();
    if (answer) throw answer;
  });
  return { outbox, sent, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("records are sent one after the other, in their order", async () => {
  const { outbox, sent, heard } = world();
  outbox.add([op("a"), op("b")]);
  outbox.add([op("c")]);
  await vi.runAllTimersAsync();
  expect(sent).toEqual(["a", "b", "c"]);
  expect(heard.at(-1)).toBe("0");
});

test("without signal everything waits, is tried again later, and keeps its order", async () => {
  const { outbox, sent } = world(new Problem(0, "offline"), new Problem(503, "unavailable"));
  outbox.add([op("a")]);
  outbox.add([op("b")]);
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.count).toBe(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toEqual(["a", "a"]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(sent).toEqual(["a", "a", "a", "b"]);
  expect(outbox.count).toBe(0);
});

test("what one tap made counts as one until all of it is sent", async () => {
  const { outbox, heard } = world(undefined, new Problem(0, "offline"));
  outbox.add([op("a"), op("b")]);
  await vi.runAllTimersAsync();
  expect(heard).toEqual(["1", "1", "0"]);
});

test("the signal coming back does not wait for the pause", async () => {
  const { outbox, sent } = world(new Problem(0, "offline"));
  outbox.add([op("a")]);
  await vi.advanceTimersByTimeAsync(0);
  await outbox.flush();
  expect(sent).toEqual(["a", "a"]);
});

test("a record that is refused for good is named and holds nothing up", async () => {
  const { outbox, sent, heard } = world(new Problem(422, "invalid"));
  outbox.add([op("a"), op("b")]);
  await vi.runAllTimersAsync();
  expect(sent).toEqual(["a", "b"]);
  expect(heard).toContain("refused invalid");
});

test.each([
  [401, "sign_in"],
  [403, "forbidden"],
])("%i keeps the records until the right one is signed in", async (status, code) => {
  const { outbox, heard } = world(new Problem(status, code));
  outbox.add([op("a")]);
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toContain("signed out");
  expect(outbox.count).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(outbox.count).toBe(0);
});
