import { element } from "../lib/dom";
import type { Translate } from "../lib/i18n";
import type { Outcome, Passage, Writer } from "./model";

/** What the panel's buttons do. */
export interface Actions {
  show(passage: Passage): void;
  remove(): void;
}

/** Below a field: what was found in it, where, and what the writer can do. */
export class Panel {
  readonly root: HTMLElement;
  private readonly list = element("ul", { class: "note-check-list" });
  private readonly advice = element("p");
  private readonly remove: HTMLButtonElement;

  constructor(
    id: string,
    private readonly writer: Writer,
    private readonly t: Translate,
    private readonly actions: Actions,
  ) {
    const title = element("p", { class: "note-check-title" }, t("textfilter.panel.title"));
    const quiet = { type: "button", class: "button button-secondary" };
    this.remove = element("button", quiet, t("textfilter.panel.remove"));
    this.remove.addEventListener("click", () => actions.remove());
    this.root = element("div", { class: "note-check", id }, title, this.list, this.advice);
    this.root.append(this.remove);
    this.root.hidden = true;
  }

  /** Shows the passages, or goes away where the note may be sent and there are none. */
  fill(passages: Passage[], outcome: Outcome): void {
    this.root.hidden = passages.length === 0;
    this.root.classList.toggle("note-check-blocked", outcome === "blocked");
    const advice = outcome === "blocked" ? this.writer : "confirm";
    this.advice.textContent = this.t(`textfilter.panel.${advice}`);
    this.remove.hidden = outcome !== "blocked";
    this.list.replaceChildren(...passages.map((passage) => this.row(passage)));
  }

  private row(passage: Passage): HTMLElement {
    const kind = element("span", {}, this.t(`textfilter.${passage.kind}`));
    const show = element("span", { class: "sr-only" }, this.t("textfilter.panel.show"));
    const quote = element("q", {}, passage.text);
    const button = element("button", { type: "button" }, kind, ": ", quote, " ", show);
    button.addEventListener("click", () => this.actions.show(passage));
    return element("li", {}, button);
  }
}
