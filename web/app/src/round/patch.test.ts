import { expect, test } from "vitest";
import { namesOf } from "./patch";

test("a patch is called by two names at most, each once", () => {
  const names = ["Torvet", "Torvet", "Midtby", "Havnen"].map((name) => ({ cell: "a", name }));
  expect(namesOf("a", [{ cell: "b", name: "Fjernby" }, ...names])).toEqual(["Torvet", "Midtby"]);
});
