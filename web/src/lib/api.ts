import type { BodyOf, ParamsOf, Problem, QueryOf, ReplyOf, Route } from '@cenacle/shared/http.ts';

type Given<K extends string, T> = [undefined] extends [T]
  ? unknown
  : Record<never, never> extends T
    ? { [P in K]?: T }
    : { [P in K]: T };

/** What a call needs beyond its route: exactly the parts that the contract declares. */
export type CallInput<R extends Route> = Given<'params', ParamsOf<R>> &
  Given<'query', QueryOf<R>> &
  (R extends { encoding: 'multipart' } ? { form: FormData } : Given<'body', BodyOf<R>>) & {
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

type InputOf<R extends Route> =
  Record<never, never> extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>];

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  form?: FormData;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type Fetch = typeof fetch;

const isHeader = /^[!-~]+$/;

/** A refusal of the API (RFC 9457), or `offline` with status 0 when nothing answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: NonNullable<Problem['errors']>;
  /** The whole reply, for refusals that carry more, such as both versions of a conflict. */
  readonly body: unknown;

  constructor(status: number, body: unknown, fallbackCode: string) {
    const problem = (body && typeof body === 'object' ? body : {}) as Partial<Problem>;
    super(problem.detail ?? problem.title ?? fallbackCode);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? fallbackCode;
    this.title = problem.title ?? '';
    this.detail = problem.detail ?? '';
    this.errors = problem.errors ?? [];
    this.body = body;
  }

  /** The sentence to show beside a field, by the name that the contract gives it (`sheet.looking_for`). */
  of(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.detail;
  }
}

/** The path and query of a call; a missing path parameter is a bug and throws. */
export function addressOf(
  route: Pick<Route, 'path'>,
  input: Pick<LooseInput, 'params' | 'query'> = {},
): string {
  const path = route.path.replace(/:([a-z_]+)/g, (_, name: string) => {
    const value = input.params?.[name];
    if (value === undefined || value === null) throw new Error(`${route.path} needs ${name}`);
    // A form that came without its id names nothing. No id is written like this, and the API answers as for any such.
    return encodeURIComponent(String(value) || '-');
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  const search = query.toString();
  return search ? `${path}?${search}` : path;
}

/** Some replies have no body, and a proxy in between may answer with a page of its own. */
function readJson(text: string): unknown {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A read that gets no answer for so long is asked again: a line may die without a word, and another be alive. */
const readMsMax = 10_000;
const readTriesMax = 3;
/** A write is not asked again by itself; whoever repeats it does so with its key. An upload takes as long as it takes. */
const writeMsMax = 30_000;
const silence = new Error('nobody answered in time');

/** Fetches as `request` says, and gives up whoever is silent for too long; throws `silence` then. */
async function askAgain(
  fetch: Fetch,
  address: string,
  request: RequestInit & { signal?: AbortSignal | undefined },
): Promise<Response> {
  // While a page is made on the server there is no line in between.
  if (typeof document === 'undefined' || request.body instanceof FormData) return fetch(address, request);
  const isRead = request.method === 'GET';
  for (let tries = isRead ? readTriesMax : 1; ; tries -= 1) {
    const patience = new AbortController();
    const late = setTimeout(() => patience.abort(silence), isRead ? readMsMax : writeMsMax);
    // `AbortSignal.any` would do the same, which phones of some years ago lack.
    const leave = (): void => patience.abort(request.signal?.reason);
    if (request.signal?.aborted) leave();
    request.signal?.addEventListener('abort', leave);
    try {
      return await fetch(address, { ...request, signal: patience.signal });
    } catch (failure) {
      if (patience.signal.reason !== silence) throw failure;
      if (tries <= 1) throw silence;
    } finally {
      clearTimeout(late);
      request.signal?.removeEventListener('abort', leave);
    }
  }
}

/**
 * Calls a route of the API and gives its reply; null for a reply without a body.
 * Throws ApiError on any other status, and with code `offline` when nothing answered, or not in time.
 */
export async function call<R extends Route>(
  fetch: Fetch,
  route: R,
  ...[input]: InputOf<R>
): Promise<ReplyOf<R>> {
  const given = (input ?? {}) as LooseInput;
  const headers: Record<string, string> = { accept: 'application/json' };
  // A key may have come with a form: what can be no header is none of ours, and would look like a lost connection.
  if (isHeader.test(given.idempotencyKey ?? '')) headers['idempotency-key'] = given.idempotencyKey ?? '';
  let body: BodyInit | undefined = given.form;
  if (given.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(given.body);
  }

  let response: Response;
  try {
    const request = { method: route.method, headers, body, signal: given.signal };
    response = await askAgain(fetch, addressOf(route, given), request);
  } catch (failure) {
    if (given.signal?.aborted) throw failure;
    if (failure instanceof TypeError || failure === silence) throw new ApiError(0, null, 'offline');
    throw failure;
  }

  const reply = readJson(await response.text());
  if (!response.ok) throw new ApiError(response.status, reply, `http_${response.status}`);
  return reply as ReplyOf<R>;
}
