/**
 * The round as the page keeps it while it is walked. Every change gives the new round
 * and what must be sent for it; nothing here knows the page or the network.
 */

export type StopState = "planned" | "visited" | "skipped";

export interface Stop {
  id: string;
  title: string;
  cell: string;
  /** Of the planned arrival. */
  daypart: string;
  state: StopState;
  /** The reason of a skipped stop, else empty. */
  skip: string;
}

export interface Answer {
  outcome: string;
  targets: string[];
  /** Empty with nobody_met. */
  persons: string;
}

export interface Encounter extends Answer {
  id: string;
  cell: string;
  daypart: string;
  unplanned: boolean;
}

export interface Walk {
  round: string;
  finished: boolean;
  stops: Stop[];
  encounters: Encounter[];
}

/** One request of the API; sending it twice changes nothing. */
export interface Op {
  method: "PUT" | "DELETE";
  path: string;
  body?: unknown;
}

export interface Change {
  walk: Walk;
  ops: Op[];
}

export const nobodyMet = "nobody_met";
export const bridged = "bridged";

export const stopOf = (walk: Walk, id: string): Stop | undefined =>
  walk.stops.find((s) => s.id === id);

/** The next other stop that is still planned, looking round from the one given. */
export function following(walk: Walk, from?: string): Stop | undefined {
  const at = walk.stops.findIndex((s) => s.id === from);
  const order = [...walk.stops.slice(at + 1), ...walk.stops.slice(0, Math.max(at, 0))];
  return order.find((s) => s.state === "planned");
}

/** Whether an answer is complete. A bridge leads somewhere. */
export const isComplete = (a: Answer): boolean =>
  a.outcome !== "" && (a.outcome !== bridged || a.targets.length > 0);

/** Records a meeting, or that nobody was met, at a stop: the stop is visited by it. */
export function recordAt(walk: Walk, stop: Stop, id: string, answer: Answer): Change {
  const recorded = record(walk, stop.cell, stop.daypart, false, id, answer);
  if (stop.state === "visited") return recorded;
  const marked = mark(recorded.walk, stop.id, "visited", "");
  return { walk: marked.walk, ops: [...recorded.ops, ...marked.ops] };
}

/** Records a meeting between stops, in a cell of the cover. */
export const recordBetween = (
  walk: Walk,
  cell: string,
  daypart: string,
  id: string,
  answer: Answer,
): Change => record(walk, cell, daypart, true, id, answer);

function record(
  walk: Walk,
  cell: string,
  daypart: string,
  unplanned: boolean,
  id: string,
  { outcome, targets, persons }: Answer,
): Change {
  const answer: Answer = {
    outcome,
    targets: outcome === bridged ? targets : [],
    persons: outcome === nobodyMet ? "" : persons,
  };
  const encounter: Encounter = { id, cell, daypart, unplanned, ...answer };
  const body = {
    cell,
    daypart,
    outcome,
    unplanned,
    ...(answer.targets.length > 0 ? { targets: answer.targets } : {}),
    ...(answer.persons ? { persons: answer.persons } : {}),
  };
  return {
    walk: { ...walk, encounters: [...walk.encounters, encounter] },
    ops: [{ method: "PUT", path: encounterPath(walk, id), body }],
  };
}

/** Takes a record back. A stop without a record left in its cell is planned again. */
export function withdraw(walk: Walk, id: string, stop?: string): Change {
  const encounters = walk.encounters.filter((e) => e.id !== id);
  const without: Walk = { ...walk, encounters };
  const ops: Op[] = [{ method: "DELETE", path: encounterPath(walk, id) }];
  const at = stop === undefined ? undefined : stopOf(walk, stop);
  if (!at || encounters.some((e) => !e.unplanned && e.cell === at.cell)) {
    return { walk: without, ops };
  }
  const marked = mark(without, at.id, "planned", "");
  return { walk: marked.walk, ops: [...ops, ...marked.ops] };
}

/** Says what became of a stop; a reason goes with skipped alone. */
export function mark(walk: Walk, id: string, state: StopState, skip: string): Change {
  const stops = walk.stops.map((s) => (s.id === id ? { ...s, state, skip } : s));
  const body = skip ? { state, reason: skip } : { state };
  return {
    walk: { ...walk, stops },
    ops: [{ method: "PUT", path: `/rounds/${walk.round}/stops/${id}`, body }],
  };
}

/** Says that the round is over. */
export const finish = (walk: Walk): Change => ({
  walk: { ...walk, finished: true },
  ops: [{ method: "PUT", path: `/rounds/${walk.round}/state`, body: { state: "finished" } }],
});

const encounterPath = (walk: Walk, id: string) => `/rounds/${walk.round}/encounters/${id}`;

const dayparts = ["night", "morning", "afternoon", "evening"];

/** The quarter of the day of an hour, 0–23: all that is kept of the time. */
export const daypartOf = (hour: number): string => dayparts[Math.floor(hour / 6)] ?? "night";

/** A random UUID, version 4: it tells neither when nor on which phone it was made. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
