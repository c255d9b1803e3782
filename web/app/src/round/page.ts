import type { CoverData } from "../lib/cells";
import { focusOn, need } from "../lib/dom";
import type { Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import type { Drawn, RoundMap } from "./map";
import {
  type Answer,
  type Change,
  type Encounter,
  finish,
  following,
  isComplete,
  mark,
  nobodyMet,
  randomId,
  recordAt,
  recordBetween,
  type Stop,
  stopOf,
  type Walk,
  withdraw,
} from "./model";
import { Outbox } from "./outbox";
import type { CellName } from "./patch";
import { Unplanned } from "./unplanned";

/** The page's data block: the round, and what is drawn. */
export interface Data extends Walk {
  map: Drawn & { cover: CoverData; names: CellName[] };
}

const all = <E extends HTMLElement>(selector: string, within: ParentNode) =>
  within.querySelectorAll<E>(selector);

/**
 * The page of a round. Its forms are the server's; sending one records it here at once
 * and puts it in the outbox, so that a tap answers with or without signal.
 */
export class RoundPage {
  private walk: Walk;
  private current: string | undefined;
  private map: RoundMap | undefined;
  private readonly outbox: Outbox;
  private readonly unplanned: Unplanned;

  constructor(
    private readonly root: HTMLElement,
    data: Data,
    private readonly t: Translate,
  ) {
    const { round, finished, stops, encounters } = data;
    this.walk = { round, finished, stops, encounters };
    this.current = root.querySelector<HTMLElement>(".stop-card:not([hidden])")?.dataset.stop;
    this.outbox = new Outbox({
      changed: (waiting) => this.showWaiting(waiting),
      refused: () => this.showFailure("worker.js.refused", false),
      signedOut: () => this.showFailure("worker.js.sign_in", true),
    });
    this.unplanned = new Unplanned(need("[data-unplanned]", root), data.map, t);
    root.addEventListener("submit", (e) => this.submitted(e));
    root.addEventListener("click", (e) => this.clicked(e));
    for (const event of ["online", "focus"]) {
      addEventListener(event, () => void this.outbox.flush());
    }
    addEventListener("beforeunload", (e) => {
      if (this.outbox.count > 0) e.preventDefault();
    });
    history.replaceState(null, "", `/runde/${round}`);
    this.drawWhenSeen(data.map);
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.name) fields.set(button.name, button.value);
    const stop = stopOf(this.walk, `${fields.get("stop") ?? ""}`);
    event.preventDefault();
    switch (form.dataset.do) {
      case "nobody":
        if (stop) this.nobody(stop);
        break;
      case "meeting":
        this.meeting(form, fields, stop);
        break;
      case "skip":
        if (stop) this.skip(stop, `${fields.get("reason")}`);
        break;
      case "resume":
        if (stop) this.resume(stop);
        break;
      case "withdraw":
        this.takeBack(`${fields.get("id")}`, stop);
        break;
      case "finish":
        this.finish();
    }
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>("[data-go], [data-choose]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.choose) this.open(link.dataset.choose);
    else this.goOn();
  }

  private nobody(stop: Stop): void {
    const answer: Answer = { outcome: nobodyMet, targets: [], persons: "" };
    this.save(recordAt(this.walk, stop, randomId(), answer), stop);
    this.goOn();
  }

  private meeting(form: HTMLFormElement, fields: FormData, stop: Stop | undefined): void {
    const answer: Answer = {
      outcome: `${fields.get("now") ?? fields.get("outcome") ?? ""}`,
      targets: fields.getAll("targets").map(String),
      persons: `${fields.get("persons") ?? "one"}`,
    };
    const cell = stop?.cell ?? `${fields.get("cell") ?? ""}`;
    const missing = form.querySelector<HTMLElement>("[data-targets-missing]");
    if (missing) missing.hidden = isComplete(answer);
    if (!isComplete(answer)) {
      form.querySelector<HTMLElement>(".meet-targets")?.focus();
      announce(missing?.textContent ?? "");
      return;
    }
    if (cell === "") {
      form.querySelector<HTMLSelectElement>("[name=cell]")?.reportValidity();
      return;
    }
    const change = stop
      ? recordAt(this.walk, stop, randomId(), answer)
      : recordBetween(this.walk, cell, this.unplanned.daypart(), randomId(), answer);
    form.reset();
    form.closest("details")?.removeAttribute("open");
    this.save(change, stop);
    if (stop) focusOn(need("[data-go]", this.card(stop.id)));
    else {
      this.unplanned.forget();
      focusOn(need("[data-saved]", this.root));
    }
  }

  private skip(stop: Stop, reason: string): void {
    this.apply(mark(this.walk, stop.id, "skipped", reason));
    this.card(stop.id).querySelector("details.skip")?.removeAttribute("open");
    need("[data-saved]", this.root).hidden = true;
    this.goOn(this.t("worker.js.skipped", { Reason: this.t(`skip.${reason}`) }));
  }

  private resume(stop: Stop): void {
    this.apply(mark(this.walk, stop.id, "planned", ""));
    this.open(stop.id);
  }

  private takeBack(id: string, stop: Stop | undefined): void {
    const fromList = this.root.contains(document.activeElement?.closest(".recorded") ?? null);
    this.row(id)?.remove();
    this.apply(withdraw(this.walk, id, stop?.id));
    const saved = need("[data-saved]", this.root);
    if (need<HTMLInputElement>("[name=id]", saved).value === id) saved.hidden = true;
    const list = need("[data-recorded-list]", this.root);
    const none = need("[data-recorded-none]", this.root);
    list.hidden = this.walk.encounters.length === 0;
    none.hidden = !list.hidden;
    announce(this.t("worker.js.withdrawn"));
    if (fromList) focusOn(list.hidden ? none : list);
    else if (stop) this.open(stop.id, false);
    else focusOn(need("h1", this.root));
  }

  private finish(): void {
    this.apply(finish(this.walk));
    const end = need("[data-end]", this.root);
    end.scrollIntoView({ block: "nearest" });
    focusOn(end);
    announce(need("[data-finished-text]", this.root).textContent ?? "");
  }

  /** Keeps a change, shows it and sends it. */
  private apply(change: Change): void {
    this.walk = change.walk;
    this.outbox.add(change.ops);
    this.refresh();
  }

  /** Keeps a change that made a record, and offers to undo it. */
  private save(change: Change, stop: Stop | undefined): void {
    const made = change.walk.encounters.at(-1);
    this.apply(change);
    if (!made) return;
    this.addRow(made, stop);
    const box = need("[data-saved]", this.root);
    const text = this.t(`worker.done.${made.outcome}`, { Place: stop?.title ?? "" });
    need("[data-saved-text]", box).textContent = text;
    need<HTMLInputElement>("[name=id]", box).value = made.id;
    need<HTMLInputElement>("[name=stop]", box).value = stop?.id ?? "";
    box.hidden = false;
    announce(text);
  }

  private addRow(made: Encounter, stop: Stop | undefined): void {
    const copy = need<HTMLTemplateElement>("#recorded-row").content.cloneNode(true);
    const row = need("li", copy as DocumentFragment);
    row.dataset.recorded = made.id;
    const what = [this.t(`outcome.${made.outcome}`)];
    if (made.persons) what.push(this.t(`worker.persons.${made.persons}`));
    need("[data-what]", row).textContent = what.join(" · ");
    const where = stop
      ? [stop.title]
      : [this.unplanned.name(made.cell), this.t("worker.js.unplanned")];
    need("[data-where-line]", row).textContent = where.join(" · ");
    need<HTMLInputElement>("[name=id]", row).value = made.id;
    need<HTMLInputElement>("[name=stop]", row).value = stop?.id ?? "";
    const list = need("[data-recorded-list]", this.root);
    list.append(row);
    list.hidden = false;
    need("[data-recorded-none]", this.root).hidden = true;
  }

  /** On to the next planned stop, or to the end; said is announced first. */
  private goOn(said = need("[data-saved-text]", this.root).textContent ?? ""): void {
    const next = following(this.walk, this.current);
    if (next) {
      this.open(next.id);
      announce(`${said} ${this.t("worker.js.now_at", { Place: next.title })}`);
      return;
    }
    this.current = undefined;
    this.refresh();
    focusOn(need("[data-end]", this.root));
    announce(`${said} ${this.t("worker.js.all_done")}`);
  }

  /** Shows the card of a stop and moves the focus to its name. */
  private open(id: string, speak = true): void {
    this.current = id;
    this.refresh();
    const title = need(".stop-title", this.card(id));
    focusOn(title);
    need(".walk-cards", this.root).scrollIntoView({ block: "nearest" });
    const stop = stopOf(this.walk, id);
    if (speak && stop) announce(this.t("worker.js.now_at", { Place: stop.title }));
  }

  private refresh(): void {
    for (const stop of this.walk.stops) {
      this.refreshCard(stop);
      this.refreshListed(stop);
    }
    const isDone = following(this.walk) === undefined;
    const { finished } = this.walk;
    need("[data-all-done]", this.root).hidden = finished || !isDone;
    need(".walk-finish", this.root).hidden = finished || !isDone;
    need("[data-finish-early]", this.root).hidden = finished || isDone;
    need("[data-finished]", this.root).hidden = !finished;
    this.map?.show(this.walk, this.current);
  }

  private refreshCard(stop: Stop): void {
    const card = this.card(stop.id);
    card.hidden = stop.id !== this.current;
    card.dataset.state = stop.state;
    need("[data-eyebrow]", card).textContent =
      stop.state === "planned" ? this.t("worker.js.next") : this.t(`stop_state.${stop.state}`);
    need("[data-skip-line]", card).textContent = stop.skip
      ? this.t("worker.js.skipped", { Reason: this.t(`skip.${stop.skip}`) })
      : "";
  }

  private refreshListed(stop: Stop): void {
    const row = need(`[data-row="${stop.id}"]`, this.root);
    row.dataset.state = stop.state;
    const words = [this.t(`stop_state.${stop.state}`)];
    if (stop.skip) words.push(this.t(`skip.${stop.skip}`));
    need("[data-row-state]", row).textContent = words.join(" · ");
    const link = need("a", row);
    if (stop.id === this.current) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }

  private showWaiting(waiting: number): void {
    const bar = need("[data-sent]", this.root);
    bar.dataset.waiting = `${waiting}`;
    need("[data-sent-text]", bar).textContent = waiting
      ? this.t("worker.js.unsent", { Count: waiting })
      : this.t("worker.js.sent");
    need("[data-finished-text]", this.root).textContent = waiting
      ? this.t("worker.js.finished_later", { Count: waiting })
      : this.t("worker.js.finished");
    if (waiting === 0) this.forgetSignIn();
  }

  private showFailure(key: string, signIn: boolean): void {
    const box = need("[data-failed]", this.root);
    need("[data-failed-text]", box).textContent = this.t(key);
    need("[data-sign-in]", box).hidden = !signIn;
    box.hidden = false;
  }

  /** What waited for a sign-in has been sent: nothing is left to tell of it. */
  private forgetSignIn(): void {
    const link = need("[data-sign-in]", this.root);
    if (!link.hidden) need("[data-failed]", this.root).hidden = true;
    link.hidden = true;
  }

  /** The map is loaded when it comes near: the list is the page. */
  private drawWhenSeen(drawn: Drawn): void {
    const container = need("[data-map]", this.root);
    container.hidden = false;
    const seen = new IntersectionObserver(
      async (entries) => {
        if (!entries.some((e) => e.isIntersecting)) return;
        seen.disconnect();
        const { RoundMap } = await import("./map");
        this.map = new RoundMap(container, drawn, (stop) => this.open(stop), this.t);
        this.map.show(this.walk, this.current);
      },
      { rootMargin: "300px" },
    );
    seen.observe(container);
  }

  private card(id: string): HTMLElement {
    return need(`.stop-card[data-stop="${id}"]`, this.root);
  }

  private row(id: string): HTMLElement | undefined {
    return [...all("[data-recorded]", this.root)].find((e) => e.dataset.recorded === id);
  }
}
