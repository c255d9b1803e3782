import type { Box } from "../lib/basemap";
import type { CoverData } from "../lib/cells";
import { need } from "../lib/dom";
import type { Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import type { Patch } from "../lib/patch";
import type { PatchMap } from "./map";
import { daypartOf } from "./model";
import { type CellName, locate, namesOf, patchNamed } from "./patch";

interface Data {
  box: Box;
  cover: CoverData;
  names: CellName[];
}

/**
 * The choice of a patch for a meeting outside the plan: by the phone's position, or by
 * name. The patch that will be sent is shown before it is.
 */
export class Unplanned {
  private readonly select: HTMLSelectElement;
  private readonly text: HTMLElement;
  private readonly container: HTMLElement;
  private map: PatchMap | undefined;

  constructor(
    root: HTMLElement,
    private readonly data: Data,
    private readonly t: Translate,
  ) {
    this.select = need("[name=cell]", root);
    this.text = need("[data-where-text]", root);
    this.container = need("[data-where-map]", root);
    if ("geolocation" in navigator && isSecureContext) {
      need("[data-locate-box]", root).hidden = false;
      need("[data-locate]", root).addEventListener("click", () => void this.useMine());
    }
    this.select.addEventListener("change", () => void this.chosen());
  }

  /** The quarter of the day that it is. */
  daypart(): string {
    return daypartOf(new Date().getHours());
  }

  /** What a cell is called in the list of records. */
  name(cell: string): string {
    return namesOf(cell, this.data.names).join(" / ") || this.t("worker.js.patch");
  }

  /** Empties what is shown of a patch. */
  forget(): void {
    this.text.hidden = true;
    this.container.hidden = true;
  }

  private async useMine(): Promise<void> {
    this.say(this.t("worker.js.locating"));
    const found = await locate(this.data.cover);
    if (found === "outside" || found === "unknown") {
      const key = found === "outside" ? "worker.js.outside" : "worker.js.no_position";
      this.say(this.t(key));
      this.select.focus();
      return;
    }
    if (![...this.select.options].some((o) => o.value === found.cell)) {
      this.select.add(new Option(this.t("worker.js.patch"), found.cell));
    }
    this.select.value = found.cell;
    await this.show(found, "worker.js.patch_located");
  }

  private async chosen(): Promise<void> {
    const cell = this.select.value;
    if (cell === "") this.forget();
    else await this.show(await patchNamed(cell, this.data.cover), "worker.js.patch_shown");
  }

  private async show(patch: Patch, said: string): Promise<void> {
    const names = namesOf(patch.cell, this.data.names).join(" / ");
    const place = names
      ? this.t("worker.js.patch_named", { Place: names })
      : this.t("worker.js.patch");
    this.say(this.t(said, { Place: place }));
    this.container.hidden = false;
    const { PatchMap } = await import("./map");
    this.map ??= new PatchMap(this.container, this.data.box, this.t);
    this.map.show(patch);
  }

  private say(text: string): void {
    this.text.textContent = text;
    this.text.hidden = false;
    announce(text);
  }
}
