/** One field that broke a rule, as the server names it. */
export interface Detail {
  field?: string;
  rule: string;
}

/** An answer of the API that is not a success, after RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly errors: Detail[] = [],
  ) {
    super(`${status} ${code}`);
    this.name = "Problem";
  }

  /** Whether trying again later may help: the network or the server was away. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Options {
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Calls /api/v1 + path and returns the decoded answer, undefined for an empty one.
 * Throws a Problem for every other answer, with status 0 where there was none.
 */
export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const init: RequestInit = { method, headers, signal: options.signal };
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.body);
  }
  const offline = (cause: unknown): never => {
    if (options.signal?.aborted) throw cause;
    throw new Problem(0, "offline");
  };
  const response = await fetch(`/api/v1${path}`, init).catch(offline);
  if (!response.ok) throw await problem(response);
  const text = await response.text().catch(offline); // the signal may go half-way
  return (text ? JSON.parse(text) : undefined) as T;
}

async function problem(response: Response): Promise<Problem> {
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    return new Problem(response.status, "unknown");
  }
  const body = (await response.json().catch(() => ({}))) as { code?: string; errors?: Detail[] };
  return new Problem(response.status, body.code ?? "unknown", body.errors ?? []);
}
