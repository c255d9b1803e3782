import { call, Problem } from "../lib/api";
import type { CellShapes } from "../lib/map-cells";
import { isOver, type NeedData, type PlanData, type RunData } from "./model";

/** A page's new state, read from the server's own rendering. */
export interface Answer {
  page: Document;
  /** Somebody else has changed the plan; page is the week as it is by now. */
  outdated: boolean;
}

/** Sends a form and returns the page that the server answers with. */
export async function send(form: HTMLFormElement, fields: URLSearchParams): Promise<Answer> {
  const answer = await fetch(form.action, {
    method: "POST",
    body: fields,
    headers: { "X-Board": "1" },
  }).catch(() => {
    throw new Problem(0, "offline");
  });
  if (answer.status === 409) return { page: await load(location.pathname), outdated: true };
  if (!answer.ok) throw new Problem(answer.status, "unknown");
  return { page: parse(await answer.text()), outdated: false };
}

/** The page at an address. */
export async function load(address: string): Promise<Document> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Problem(answer.status, "unknown");
  return parse(await answer.text());
}

const parse = (html: string): Document => new DOMParser().parseFromString(html, "text/html");

/** The plan with its points and ways. */
export const plan = (week: string, state: string): Promise<PlanData> =>
  call("GET", `/plans/${week}?state=${state}`);

export interface Need {
  /** Between the five classes, in people met per ten hours. */
  breaks: number[];
  cells: (NeedData & { cell: string })[];
  shapes: CellShapes;
}

/** What is believed of every cell. */
export const need = (): Promise<Need> => call("GET", "/need");

/** Follows a run until it is over. Returns a function that stops it. */
export function follow(run: string, tell: (run: RunData) => void): () => void {
  const source = new EventSource(`/api/v1/plan-runs/${run}/events`);
  source.addEventListener("progress", (event) => {
    const data = JSON.parse((event as MessageEvent<string>).data) as RunData;
    if (isOver(data)) source.close();
    tell(data);
  });
  return () => source.close();
}
