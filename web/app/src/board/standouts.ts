import { need as find, readJSON } from "../lib/dom";
import type { Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import * as net from "./net";
import type { RoundsMap } from "./rounds-map";
import type { StandoutShapes } from "./standouts-layer";

const parts = ["#standouts-legend", "#standouts-beside"];

/** Moves what is switched on from a board to the one that takes its place, map and all. */
export function keepStandouts(before: ParentNode, after: ParentNode): void {
  const box = after.querySelector<HTMLInputElement>("#map-standouts");
  if (!box || !before.querySelector<HTMLInputElement>("#map-standouts")?.checked) return;
  box.checked = true;
  for (const part of parts) {
    const shown = before.querySelector(part);
    if (shown) after.querySelector(part)?.replaceWith(shown);
  }
}

/**
 * Where need stands out, switched on and off: the layer on the map, its legend, and the
 * server's list beside it, which says the same without the map.
 */
export class Standouts {
  private readonly box: HTMLInputElement;

  constructor(
    private readonly root: HTMLElement,
    private readonly map: () => RoundsMap | undefined,
    private readonly t: Translate,
  ) {
    this.box = find<HTMLInputElement>("#map-standouts", root);
    this.box.onchange = () => void this.toggle();
  }

  private async toggle(): Promise<void> {
    this.show(this.box.checked);
    if (!this.box.checked) {
      this.map()?.hideStandouts();
      return;
    }
    const beside = find("#standouts-beside", this.root);
    beside.setAttribute("aria-busy", "true");
    const page = await net
      .load(find<HTMLAnchorElement>("[data-standouts]", this.root).href)
      .catch(() => undefined);
    beside.removeAttribute("aria-busy");
    const list = page?.getElementById("standouts");
    const shapes = page && readJSON<StandoutShapes>("standouts-data", page);
    if (!this.box.checked) return; // switched off meanwhile
    if (!list || !shapes) {
      this.box.checked = false;
      this.show(false);
      announce(this.t("coordinator.board.failed"));
      return;
    }
    beside.replaceChildren(document.adoptNode(list));
    this.map()?.showStandouts(shapes);
    announce(list.querySelector("[data-summary]")?.textContent ?? "");
  }

  private show(shown: boolean): void {
    for (const part of parts) find(part, this.root).hidden = !shown;
  }
}
