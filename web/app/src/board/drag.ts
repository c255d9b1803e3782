import { dropPosition, withoutItself } from "./model";

/** Sends the form of a stop with these fields. */
type Drop = (form: HTMLFormElement, fields: URLSearchParams) => void;

/** Lets stops be dragged within their round and to another one. */
export class Drag {
  private held?: HTMLElement;
  private line?: HTMLElement;

  constructor(
    root: HTMLElement,
    private readonly drop: Drop,
  ) {
    for (const row of root.querySelectorAll<HTMLElement>("[data-stop]")) {
      if (!row.querySelector(".stop-order")) continue; // its round has begun, or one may only look
      const head = row.querySelector<HTMLElement>(".stop-row");
      if (head) this.makeHandle(row, head);
    }
    for (const round of root.querySelectorAll<HTMLElement>("[data-round]")) this.makeTarget(round);
  }

  private makeHandle(row: HTMLElement, head: HTMLElement): void {
    head.draggable = true;
    head.addEventListener("dragstart", (event) => {
      this.held = row;
      row.classList.add("stop-held");
      event.dataTransfer?.setData("text/plain", row.dataset.stop ?? "");
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    });
    head.addEventListener("dragend", () => this.end());
  }

  private makeTarget(round: HTMLElement): void {
    round.addEventListener("dragover", (event) => {
      if (!this.held || !round.querySelector("[data-stops]")) return;
      event.preventDefault();
      this.mark(round, event.clientY);
    });
    round.addEventListener("drop", (event) => {
      if (!this.held) return;
      event.preventDefault();
      this.dropped(this.held, round, event.clientY);
      this.end();
    });
  }

  private rows(round: HTMLElement): HTMLElement[] {
    return [...round.querySelectorAll<HTMLElement>("[data-stop]")];
  }

  private positionAt(round: HTMLElement, y: number): number {
    const open = round.hasAttribute("open");
    const rows = this.rows(round);
    return open
      ? dropPosition(
          y,
          rows.map((row) => row.getBoundingClientRect()),
        )
      : rows.length + 1;
  }

  private mark(round: HTMLElement, y: number): void {
    const rows = this.rows(round);
    const before = rows[this.positionAt(round, y) - 1];
    const at = before ?? round;
    if (this.line === at) return;
    this.line?.classList.remove("drop-before", "drop-into");
    at.classList.add(before ? "drop-before" : "drop-into");
    this.line = at;
  }

  private dropped(row: HTMLElement, round: HTMLElement, y: number): void {
    const form = row.querySelector<HTMLFormElement>(".stop-order");
    if (!form) return;
    const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const own = this.rows(round).indexOf(row);
    const position = withoutItself(this.positionAt(round, y), own < 0 ? undefined : own + 1);
    if (own >= 0 && position === own + 1) return;
    fields.set("do", "place");
    fields.set("to", round.dataset.round ?? "");
    fields.set("at", String(position));
    this.drop(form, fields);
  }

  private end(): void {
    this.held?.classList.remove("stop-held");
    this.line?.classList.remove("drop-before", "drop-into");
    this.held = undefined;
    this.line = undefined;
  }
}
