import { mountAll, readJSON } from "../lib/dom";
import { pageTranslator } from "../lib/i18n";
import "./heatmap.scss";
import type { HeatData } from "./model";

// Leaflet is fetched only where there is something to draw: before the first period
// is published, the page has no map.
mountAll("heatmap", async (container) => {
  const data = readJSON<HeatData>("heatmap-data");
  if (!data?.areas?.length) return;
  const { HeatMap } = await import("./heatmap");
  new HeatMap(container, data, pageTranslator());
});

mountAll("print", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
