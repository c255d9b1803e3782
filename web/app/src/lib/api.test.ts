import { afterEach, expect, test, vi } from "vitest";
import { call, Problem } from "./api";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: string, type = "application/json"): void {
  vi.stubGlobal(
    "fetch",
    async () => new Response(body || null, { status, headers: { "Content-Type": type } }),
  );
}

test("a success is decoded, an empty one is undefined", async () => {
  answer(200, '{"role":"worker"}');
  expect(await call("GET", "/session")).toEqual({ role: "worker" });
  answer(204, "");
  expect(await call("DELETE", "/x")).toBeUndefined();
});

test("a problem keeps its code and fields", async () => {
  answer(
    422,
    '{"code":"invalid","errors":[{"field":"cell","rule":"in cover"}]}',
    "application/problem+json",
  );
  const thrown = await call("POST", "/x", { body: {} }).catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(Problem);
  expect(thrown).toMatchObject({
    status: 422,
    code: "invalid",
    errors: [{ field: "cell" }],
    temporary: false,
  });
});

test("an error page of a proxy is a problem too, and a temporary one", async () => {
  answer(502, "<h1>Bad gateway</h1>", "text/html");
  await expect(call("GET", "/x")).rejects.toMatchObject({
    status: 502,
    code: "unknown",
    temporary: true,
  });
});

test("an answer that breaks off is no network", async () => {
  const half = new ReadableStream({ start: (c) => c.error(new TypeError("network error")) });
  vi.stubGlobal("fetch", async () => new Response(half, { status: 200 }));
  await expect(call("PUT", "/x", { body: {} })).rejects.toMatchObject({
    status: 0,
    temporary: true,
  });
});

test("no network is status 0", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  await expect(call("GET", "/x")).rejects.toMatchObject({
    status: 0,
    code: "offline",
    temporary: true,
  });
});
