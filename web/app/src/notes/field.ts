import type { Translate } from "../lib/i18n";
import { announce } from "../lib/live";
import type { Judgement, TextFilter } from "../lib/textfilter/textfilter";
import {
  kindsOf,
  type Outcome,
  outcomeOf,
  type Passage,
  passagesOf,
  tellingOf,
  type Writer,
} from "./model";
import { Panel } from "./panel";

/** Milliseconds without a key after which a note is read. */
const pause = 500;

/** Milliseconds that sending waits for the filter; then the server's check has to do. */
const patience = 5000;

const clear: Judgement = { verdict: "accept", found: [] };

/**
 * A field for a short text that is read while it is written. What must not be sent is
 * shown below it, and the form does not go out before it is mended. The text stays in
 * the field: it is neither stored nor sent to be read.
 */
export class NoteField {
  private readonly form: HTMLFormElement;
  private readonly writer: Writer;
  private readonly panel: Panel;
  private readonly sure: HTMLElement | null;
  private readonly box?: HTMLInputElement | null;
  private filter?: TextFilter;
  private opening?: Promise<TextFilter | undefined>;
  private timer = 0;
  private told = "";
  private passed = false;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly t: Translate,
    private readonly open: (address: string) => Promise<TextFilter>,
  ) {
    this.form = field.form as HTMLFormElement;
    this.writer = field.dataset.note as Writer;
    this.panel = new Panel(`${field.id}-check`, this.writer, t, {
      show: (passage) => this.select(passage),
      remove: () => this.empty(),
    });
    field.parentElement?.append(this.panel.root);
    this.sure = this.form.querySelector("[data-note-sure]");
    this.box = this.sure?.querySelector("input");
    if (this.sure) this.panel.root.append(this.sure);
    field.addEventListener("focus", () => void this.load());
    field.addEventListener("input", () => this.typed());
    this.box?.addEventListener("change", () => void this.read());
    this.form.addEventListener("submit", (event) => this.sent(event));
    if (field.value) void this.read();
  }

  private load(): Promise<TextFilter | undefined> {
    this.opening ??= this.open(this.field.dataset.streets ?? "").then(
      (filter) => {
        this.filter = filter;
        return filter;
      },
      () => {
        this.opening = undefined; // the next key tries again
        return undefined;
      },
    );
    return this.opening;
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.read(), pause);
  }

  private async read(): Promise<void> {
    const filter = await this.load();
    if (filter) this.show(this.judge(filter));
  }

  private judge(filter: TextFilter): Judgement {
    return this.field.value.trim() ? filter.check(this.field.value) : clear;
  }

  /** Shows a judgement, and says it where it is another than the last. */
  private show(judgement: Judgement): Outcome {
    const { verdict } = judgement;
    const found = tellingOf(judgement.found);
    if (this.sure) this.sure.hidden = verdict !== "warn";
    if (this.box && verdict !== "warn") this.box.checked = false;
    const outcome = outcomeOf(this.writer, verdict, this.box?.checked ?? false);
    this.panel.fill(passagesOf(this.field.value, found), outcome);
    this.mark(outcome);
    const kinds = kindsOf(found).map((kind) => this.t(`textfilter.${kind}`));
    const said = kinds.join(", ");
    if (said !== this.told) announce(this.sentence(said));
    this.told = said;
    return outcome;
  }

  private sentence(kinds: string): string {
    return kinds
      ? this.t("textfilter.panel.said", { Kinds: kinds })
      : this.t("textfilter.panel.clear");
  }

  /** The field's own state; what the server said of an earlier text has had its time. */
  private mark(outcome: Outcome): void {
    const { field } = this;
    const shown = !this.panel.root.hidden;
    const error = document.getElementById(`${field.id}-error`);
    if (error && !shown && field.value === field.defaultValue) return;
    error?.remove();
    field.parentElement?.classList.toggle("form-error", outcome === "blocked");
    if (outcome === "clear") field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
    const kept = ids.filter((id) => id && id !== `${field.id}-error` && id !== this.panel.root.id);
    if (shown) kept.push(this.panel.root.id);
    field.setAttribute("aria-describedby", kept.join(" "));
  }

  private sent(event: SubmitEvent): void {
    if (this.passed || event.defaultPrevented || !this.field.value.trim()) return;
    if (this.filter && this.show(this.judge(this.filter)) === "clear") return;
    event.preventDefault();
    if (this.filter) this.stop();
    else void this.sendLater(event.submitter);
  }

  /** Sends once the filter is there and finds nothing. */
  private async sendLater(button: HTMLElement | null): Promise<void> {
    const late = new Promise<undefined>((done) => setTimeout(done, patience));
    const filter = await Promise.race([this.load(), late]);
    if (filter && this.show(this.judge(filter)) !== "clear") {
      this.stop();
      return;
    }
    this.passed = true;
    this.form.requestSubmit(button);
    this.passed = false;
  }

  /** The form stays: the focus goes where the writer can go on. */
  private stop(): void {
    clearTimeout(this.timer);
    const toConfirm = this.sure && !this.sure.hidden ? this.box : undefined;
    (toConfirm ?? this.field).focus();
    if (this.told) announce(this.sentence(this.told));
  }

  private select(passage: Passage): void {
    this.field.focus();
    this.field.setSelectionRange(passage.from, passage.to);
  }

  private empty(): void {
    this.field.value = "";
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(this.timer);
    this.field.focus();
    this.show(clear);
  }
}
