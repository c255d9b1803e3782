import type { Box } from "../lib/basemap";
import { element, need as find, focusOn, readJSON } from "../lib/dom";
import { pageTranslator, type Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import { Drag } from "./drag";
import { keyMove, type RunData } from "./model";
import { keepNeed, NeedLayer } from "./need-layer";
import * as net from "./net";
import type { RoundsMap } from "./rounds-map";
import { keepStandouts, Standouts } from "./standouts";

interface Data {
  box: Box;
  week: string;
  state: string;
}

/**
 * The week's page with its forms sent in the background: the server's answer takes the
 * place of the board, what was open stays open, and the focus goes on where it was.
 */
export class Board {
  private readonly t: Translate = pageTranslator();
  private map?: RoundsMap;
  private busy = false;

  constructor(private root: HTMLElement) {
    document.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("click", (event) => this.clicked(event));
    this.mount();
  }

  /** Prepares a board that has just come to the page. */
  private mount(): void {
    new Drag(this.root, (form, fields) => void this.send(form, fields));
    const running = this.root.querySelector<HTMLElement>("[data-run]");
    if (running?.dataset.run) this.follow(running, running.dataset.run);
    for (const round of this.root.querySelectorAll<HTMLDetailsElement>("[data-round]")) {
      round.addEventListener("toggle", () => this.toggled(round));
    }
    void this.mountMap();
  }

  /** The map is fetched only where there is a plan to draw. */
  private async mountMap(): Promise<void> {
    const data = readJSON<Data>("board-data");
    const frame = this.root.querySelector<HTMLElement>(".board-map");
    if (!data || !frame) return;
    frame.hidden = false;
    if (!this.map) {
      const { RoundsMap } = await import("./rounds-map");
      this.map = new RoundsMap(find("#week-map"), data.box, this.t, (shift, stop) =>
        this.open(shift, stop),
      );
      const open = this.root.querySelector<HTMLDetailsElement>("[data-round][open]");
      if (open) this.toggled(open);
    }
    void this.drawPlan();
    const select = find<HTMLSelectElement>("#map-round", frame);
    select.onchange = () => this.map?.choose(select.value);
    new NeedLayer(this.root, () => this.map, this.t);
    new Standouts(this.root, () => this.map, this.t);
  }

  private async drawPlan(): Promise<void> {
    const data = readJSON<Data>("board-data");
    if (!data) return;
    const looks = new Map<string, number>();
    for (const round of this.root.querySelectorAll<HTMLElement>("[data-round]")) {
      looks.set(round.dataset.round ?? "", Number(round.dataset.look));
    }
    const plan = await net.plan(data.week, data.state).catch(() => undefined);
    if (plan) this.map?.show(plan, looks);
  }

  /** A round that is opened in the list is the one that the map shows. */
  private toggled(round: HTMLDetailsElement): void {
    const select = this.root.querySelector<HTMLSelectElement>("#map-round");
    if (!select) return;
    const open = [...this.root.querySelectorAll<HTMLDetailsElement>("[data-round][open]")];
    const last = round.open ? round : open.at(-1);
    choose(select, last?.dataset.round ?? "");
    this.map?.choose(select.value);
  }

  /** A stop was picked on the map: its row is shown and gets the focus. */
  private open(shift: string, stop: string): void {
    const round = this.root.querySelector<HTMLDetailsElement>(`[data-round="${shift}"]`);
    const row = this.root.querySelector<HTMLElement>(`[data-stop="${stop}"]`);
    if (!round || !row) return;
    round.open = true;
    const why = row.querySelector<HTMLDetailsElement>(".stop-why");
    if (why) why.open = true;
    row.scrollIntoView({ block: "center" });
    why?.querySelector("summary")?.focus();
  }

  private follow(section: HTMLElement, run: string): void {
    const bar = find<HTMLProgressElement>("progress", section);
    net.follow(run, (now: RunData) => {
      bar.value = Math.round(100 * now.progress);
      bar.textContent = this.t("coordinator.board.percent", { Percent: bar.value });
      if (now.state === "done") void this.finished("");
      else if (now.state === "failed") void this.finished(`?forslag=${run}`);
      else if (now.state === "cancelled") void this.finished("");
    });
  }

  /** The proposal is there, or is not: the week is shown as it is by now. */
  private async finished(query: string): Promise<void> {
    const address = location.pathname + query;
    const page = await net.load(address).catch(() => undefined);
    if (!page) {
      location.assign(address);
      return;
    }
    history.replaceState(null, "", address);
    this.map = undefined;
    this.replace(page);
    const changes = this.root.querySelector("[data-changes]")?.textContent ?? "";
    if (query === "") announce(`${this.t("coordinator.board.done")} ${changes}`.trim());
    focusOn(find("h1", this.root));
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.hasAttribute("data-live") || !this.root.contains(form)) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.name) fields.set(button.name, button.value);
    void this.send(form, fields, button);
  }

  /** Opens a stop's tools in their place; without script the link does it by a reload. */
  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>("[data-change]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const tools = this.openTools(link);
    tools?.querySelector("summary")?.focus();
  }

  private openTools(link: HTMLElement): HTMLElement | undefined {
    const row = link.closest<HTMLElement>("[data-stop]");
    const form = row?.querySelector<HTMLFormElement>(".stop-order");
    const template = this.root.querySelector<HTMLTemplateElement>("#stop-tools");
    const tools = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!row || !form || !tools) return undefined;
    for (const from of form.querySelectorAll<HTMLInputElement>("input[type=hidden]")) {
      find<HTMLInputElement>(`input[name="${from.name}"]`, tools).value = from.value;
    }
    const select = find<HTMLSelectElement>("select", tools);
    select.id = `to-${row.dataset.stop}`;
    find<HTMLLabelElement>("label", tools).htmlFor = select.id;
    select.value = find<HTMLInputElement>("input[name=shift]", form).value;
    find(`button[value="${row.hasAttribute("data-locked") ? "lock" : "unlock"}"]`, tools).remove();
    const title = link.querySelector(".sr-only")?.textContent ?? "";
    find("summary .sr-only", tools).textContent = title;
    link.replaceWith(tools);
    return tools;
  }

  private pressed(event: KeyboardEvent): void {
    const move = keyMove(event.key, event.altKey);
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-stop]");
    const button = move && row?.querySelector<HTMLButtonElement>(`button[value="${move}"]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    button.form?.requestSubmit(button);
  }

  private async send(
    form: HTMLFormElement,
    fields: URLSearchParams,
    button?: HTMLButtonElement | null,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.root.setAttribute("aria-busy", "true");
    const back = placeOf(form, button);
    try {
      const answer = await net.send(form, fields);
      this.replace(answer.page);
      this.restore(back);
      const said = answer.outdated
        ? this.t("coordinator.board.outdated")
        : this.root.querySelector("[data-notice] p")?.textContent;
      announce(said ?? "");
    } catch {
      this.complain();
    } finally {
      this.busy = false;
      this.root.removeAttribute("aria-busy");
    }
  }

  /** Says that nothing was changed, above the list and in the live region. */
  private complain(): void {
    const text = this.t("coordinator.board.failed");
    this.root.querySelector("[data-notice]")?.remove();
    const notice = element("div", { class: "notice notice-error", "data-notice": "" });
    notice.append(element("p", {}, text));
    find(".week-head", this.root).after(notice);
    announce(text);
  }

  /** Puts the board of another page in place of this one; the map moves over. */
  private replace(page: Document): void {
    const fresh = page.getElementById("board");
    if (!fresh) return;
    const opened = new Set(
      [...this.root.querySelectorAll<HTMLElement>("[data-round][open]")].map((r) => r.id),
    );
    const map = this.map && document.getElementById("week-map");
    const chosen = this.root.querySelector<HTMLSelectElement>("#map-round")?.value ?? "";
    const board = document.adoptNode(fresh);
    for (const id of opened) {
      const round = board.querySelector<HTMLDetailsElement>(`[id="${id}"]`);
      if (round) round.open = true;
    }
    const holder = board.querySelector("#week-map");
    if (map && holder) {
      holder.replaceWith(map);
      keepStandouts(this.root, board);
    } else this.map = undefined;
    const select = board.querySelector<HTMLSelectElement>("#map-round");
    if (select) choose(select, chosen);
    keepNeed(this.root, board, this.map !== undefined);
    for (const live of board.querySelectorAll("[data-notice]")) live.removeAttribute("role");
    this.root.replaceWith(board);
    this.root = board;
    this.mount();
  }

  /** Back to the same control of the same stop, or to the nearest thing that is left. */
  private restore(back: Back): void {
    const row = back.stop ? document.getElementById(back.stop) : null;
    if (row) {
      const link = row.querySelector<HTMLElement>("[data-change]");
      if (back.tools && link) this.openTools(link);
      for (const details of row.querySelectorAll<HTMLDetailsElement>(".stop-tools")) {
        details.open = back.tools;
      }
      const same = row.querySelector<HTMLButtonElement>(`button[value="${back.button}"]`);
      const other = row.querySelector<HTMLButtonElement>("button:not([disabled])");
      const target =
        same && !same.disabled ? same : (row.querySelector("summary") ?? other ?? undefined);
      row.scrollIntoView({ block: "nearest" });
      target?.focus();
      return;
    }
    const undo = this.root.querySelector<HTMLElement>("[data-notice] button");
    focusOn(undo ?? find("h1", this.root));
  }
}

/** Chooses a round, or all of them where it is not among the choices: a cancelled one. */
function choose(select: HTMLSelectElement, round: string): void {
  select.value = round;
  if (select.selectedIndex < 0) select.value = "";
}

/** Where the focus was. */
interface Back {
  stop: string;
  button: string;
  tools: boolean;
}

function placeOf(form: HTMLFormElement, button?: HTMLButtonElement | null): Back {
  const row = form.closest<HTMLElement>("[data-stop]");
  return {
    stop: row?.id ?? "",
    button: button?.value ?? "",
    tools: form.closest(".stop-tools") !== null,
  };
}
