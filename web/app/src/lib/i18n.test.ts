import { expect, test } from "vitest";
import { translator } from "./i18n";

const words = {
  "x.hello": "Hej {{.Name}} og {{ .Name }}",
  "x.stops": { one: "{{.Count}} stop", other: "{{.Count}} stops" },
};

test("fills every placeholder in, and never as markup or pattern", () => {
  expect(translator(words, "da")("x.hello", { Name: "$& <b>" })).toBe("Hej $& <b> og $& <b>");
});

test("the plural form follows the language's rule", () => {
  const t = translator(words, "en");
  expect([0, 1, 2].map((Count) => t("x.stops", { Count }))).toEqual([
    "0 stops",
    "1 stop",
    "2 stops",
  ]);
});

test("a missing key or value is an error that names it", () => {
  const t = translator(words, "da");
  expect(() => t("x.gone")).toThrow("x.gone");
  expect(() => t("x.hello")).toThrow("Name");
});
