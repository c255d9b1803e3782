import { need } from "../lib/dom";
import { formatNumber, type Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import { patchOf } from "../lib/patch";
import type { PatchMap } from "./map";
import {
  byName,
  byPatch,
  type ConcernData,
  charactersLeft,
  decimalsOf,
  listed,
  namesIn,
  nowhere,
  patchToDraw,
  type Where,
} from "./model";
import { type Grid, loadGrid } from "./network";

/** Characters left at which a screen reader is told. */
const tellLeft = [20, 0];

/**
 * The concern form with a map beside its list of places. The form is sent as it is
 * without the map; the map fills one hidden field with a cell. A tapped point lives in
 * one function and is not kept.
 */
export class ConcernForm {
  private readonly place: HTMLSelectElement;
  private readonly cell: HTMLInputElement;
  private readonly told: HTMLElement;
  private readonly mapBox: HTMLElement;
  private map?: PatchMap;
  private grid?: Promise<Grid>;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly data: ConcernData,
    private readonly t: Translate,
  ) {
    this.place = need<HTMLSelectElement>("[name=place]", form);
    this.cell = need<HTMLInputElement>("[name=cell]", form);
    this.told = need("[data-patch]", form);
    this.mapBox = need("[data-where-map]", form);
    need<HTMLInputElement>("[name=script]", form).value = "1";
    this.place.addEventListener("change", () => this.choose(byName(this.place.value)));
    for (const radio of form.querySelectorAll<HTMLInputElement>("[name=context]")) {
      radio.addEventListener("change", () => this.switchContext());
    }
    this.countCharacters(need<HTMLTextAreaElement>("[name=note]", form));
    this.switchContext();
  }

  private get atHome(): boolean {
    return need<HTMLInputElement>("[name=context][value=home]", this.form).checked;
  }

  /** A home never gets a patch: the map goes, and what it chose. */
  private switchContext(): void {
    this.mapBox.hidden = this.atHome;
    if (this.atHome) {
      this.cell.value = "";
      this.tell(this.t("public.patch.home"), this.map !== undefined);
      return;
    }
    this.tell("");
    void this.openMap();
    const where: Where = this.cell.value ? byPatch(this.cell.value) : byName(this.place.value);
    if (patchToDraw(where, this.data.names)) void this.choose(where);
  }

  private async openMap(): Promise<void> {
    if (this.map) return;
    try {
      const { PatchMap } = await import("./map");
      this.map ??= new PatchMap(
        need("[data-map]", this.mapBox),
        this.data.box,
        this.t,
        (lat, lng) => this.tap(lat, lng),
      );
    } catch {
      this.giveUp();
    }
  }

  /** The only place that knows a point: it becomes a cell here. */
  private async tap(lat: number, lng: number): Promise<void> {
    const grid = await this.loaded();
    if (!grid) return;
    const cell = grid.cover.snap(grid.h3, lat, lng);
    if (cell === null) {
      this.tell(this.t("public.patch.outside"), true);
      return;
    }
    await this.choose(byPatch(cell));
  }

  private async choose(where: Where): Promise<void> {
    this.place.value = where.place;
    this.cell.value = where.cell;
    if (this.atHome) return;
    const drawn = patchToDraw(where, this.data.names);
    if (!drawn) {
      this.map?.show(null);
      this.tell("");
      return;
    }
    const grid = await this.loaded();
    if (!grid) return;
    if (!grid.cover.has(drawn)) {
      await this.choose(nowhere);
      return;
    }
    await this.openMap();
    const patch = patchOf(grid.h3, grid.cover, drawn);
    this.map?.show(patch);
    this.tell(this.sentence(drawn, patch.km2), true);
  }

  private sentence(cell: string, km2: number): string {
    const area = formatNumber(km2, decimalsOf(km2));
    const names = namesIn(cell, this.data.names);
    const chosen = this.t("public.patch.chosen", { Area: area });
    if (names.length === 0) return chosen;
    const Names = listed(names, this.t("public.patch.and"));
    return `${chosen} ${this.t("public.patch.holds", { Names })}`;
  }

  private async loaded(): Promise<Grid | undefined> {
    this.grid ??= loadGrid(this.data.cover);
    try {
      return await this.grid;
    } catch {
      this.grid = undefined;
      this.giveUp();
      return undefined;
    }
  }

  /** Without the map the list of places does the same. */
  private giveUp(): void {
    this.mapBox.hidden = true;
    this.cell.value = "";
    this.tell(this.t("public.patch.away"), true);
  }

  private tell(text: string, aloud = false): void {
    this.told.textContent = text;
    this.told.hidden = text === "";
    if (aloud && text) announce(text);
  }

  private countCharacters(note: HTMLTextAreaElement): void {
    const most = note.maxLength;
    const limit = need(`#${note.id}-limit`, this.form);
    note.addEventListener("input", () => {
      const left = charactersLeft(note.value, most);
      const text = this.t("public.note.left", { Count: left });
      limit.textContent = text;
      if (tellLeft.includes(left)) announce(text);
    });
  }
}
