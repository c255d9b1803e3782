import { call, Problem } from "../lib/api";
import type { Op } from "./model";

/** A request, and whether it is the last of what one tap made. */
interface Waiting {
  op: Op;
  last: boolean;
}

type Send = (op: Op) => Promise<unknown>;

/** Milliseconds before the first and between the latest tries. */
const pauses = { first: 2_000, longest: 60_000 };

/** Nobody is signed in, or somebody else is who walks no rounds. */
const notThem = [401, 403];

interface Listener {
  /** Something was added, sent or refused. */
  changed(waiting: number): void;
  /** The server refused a record for good; it is no longer waiting. */
  refused(problem: Problem): void;
  /** Nothing can be sent before the one who walks signs in. */
  signedOut(): void;
}

const viaAPI: Send = ({ method, path, body }) =>
  call(method, path, body === undefined ? {} : { body });

/**
 * What was recorded and not yet sent, in its order. It sends one after the other and
 * tries again while the page is open; sending a record twice changes nothing, so a try
 * whose answer got lost is simply made again.
 */
export class Outbox {
  private readonly waiting: Waiting[] = [];
  private sending = false;
  private pause = pauses.first;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly listener: Listener,
    private readonly send: Send = viaAPI,
  ) {}

  /** How many taps have not been sent altogether: one may take two requests. */
  get count(): number {
    return this.waiting.filter(({ last }) => last).length;
  }

  /** Takes in what one tap made. */
  add(ops: Op[]): void {
    this.waiting.push(...ops.map((op, i) => ({ op, last: i === ops.length - 1 })));
    this.listener.changed(this.count);
    void this.flush();
  }

  /** Tries now, as when the signal is back. */
  async flush(): Promise<void> {
    if (this.sending) return;
    clearTimeout(this.timer);
    this.sending = true;
    let next = this.waiting[0];
    try {
      while (next && (await this.try(next.op))) {
        this.waiting.shift();
        this.listener.changed(this.count);
        next = this.waiting[0];
      }
    } finally {
      this.sending = false;
    }
    if (!next) {
      this.pause = pauses.first;
      return;
    }
    this.timer = setTimeout(() => void this.flush(), this.pause);
    this.pause = Math.min(2 * this.pause, pauses.longest);
  }

  /** Whether the record needs no further try. */
  private async try(op: Op): Promise<boolean> {
    try {
      await this.send(op);
      return true;
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      if (cause.temporary) return false;
      if (notThem.includes(cause.status)) {
        this.listener.signedOut();
        return false;
      }
      this.listener.refused(cause);
      return true;
    }
  }
}
