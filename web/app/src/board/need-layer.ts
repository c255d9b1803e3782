import { need as find } from "../lib/dom";
import { formatNumber, type Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import { classSpan, type NeedData } from "./model";
import * as net from "./net";
import type { RoundsMap } from "./rounds-map";

const legend = "#need-legend";

/** Moves the legend from a board to the one that takes its place, if need stays shown. */
export function keepNeed(before: ParentNode, after: ParentNode, kept: boolean): void {
  const box = after.querySelector<HTMLInputElement>("#map-need");
  const shown = before.querySelector(legend);
  if (!box || !shown || !kept) return;
  box.checked = before.querySelector<HTMLInputElement>("#map-need")?.checked ?? false;
  after.querySelector(legend)?.replaceWith(shown);
}

/** The need of every cell below the rounds, switched on and off with its legend. */
export class NeedLayer {
  private readonly box: HTMLInputElement;

  constructor(
    private readonly root: HTMLElement,
    private readonly map: () => RoundsMap | undefined,
    private readonly t: Translate,
  ) {
    this.box = find<HTMLInputElement>("#map-need", root);
    this.box.onchange = () => void this.toggle();
  }

  private async toggle(): Promise<void> {
    const shown = this.box.checked;
    find(legend, this.root).hidden = !shown;
    if (!shown) {
      this.map()?.hideNeed();
      return;
    }
    const answer = await net.need().catch(() => undefined);
    if (!this.box.checked) return; // switched off meanwhile
    if (!answer) {
      announce(this.t("coordinator.board.failed"));
      return;
    }
    this.span(answer.breaks);
    const byCell = new Map<string, NeedData>(answer.cells.map((c) => [c.cell, c]));
    this.map()?.showNeed(answer.shapes, byCell);
  }

  /** Says beside each class what it spans. */
  private span(breaks: number[]): void {
    const written = breaks.map((at) => formatNumber(at, 1));
    for (const part of this.root.querySelectorAll<HTMLElement>(`${legend} [data-class]`)) {
      part.textContent = classSpan(written, Number(part.dataset.class), this.t);
    }
  }
}
