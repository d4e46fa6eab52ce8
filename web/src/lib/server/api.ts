import type { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestEvent } from '@sveltejs/kit';
import { getMe } from '@cenacle/shared/members/contract.ts';
import { isLanguage, isTheme } from '#lib/preferences.ts';

interface Inject {
  (request: {
    method: string;
    url: string;
    headers: Record<string, string>;
    payload?: Buffer;
    remoteAddress: string;
  }): Promise<{
    statusCode: number;
    headers: Record<string, number | string | string[] | undefined>;
    rawPayload: Buffer;
  }>;
}

/** What server/web.ts hands over with each request; the symbol is the one thing that both sides know. */
interface Visit {
  inject: Inject;
  address: string;
}

function currentVisit(): Visit {
  const key = Symbol.for('cenacle.visits');
  const visits = (globalThis as { [key]?: AsyncLocalStorage<Visit> })[key];
  const visit = visits?.getStore();
  if (!visit) throw new Error('Pages are served by server/web.ts only: there is no API beside this request.');
  return visit;
}

/** Of the reader's request, what the API decides by: who, in which language, on which device. */
function headersFor(event: RequestEvent, request: Request): Record<string, string> {
  const headers: Record<string, string> = {
    host: event.url.host,
    'accept-language': event.locals.language,
  };
  for (const name of ['accept', 'content-type', 'idempotency-key']) {
    const value = request.headers.get(name);
    if (value) headers[name] = value;
  }
  for (const name of ['cookie', 'user-agent']) {
    const value = event.request.headers.get(name);
    if (value) headers[name] = value;
  }
  // The server has asked for the origin of the form itself before any action runs.
  if (request.method !== 'GET' && request.method !== 'HEAD') headers.origin = event.url.origin;
  return headers;
}

/** A member's language and theme decide over the browser's for the page that is being made. */
function adoptPreferences(event: RequestEvent, reply: Buffer): void {
  const { member } = JSON.parse(reply.toString()) as { member?: { language?: unknown; theme?: unknown } };
  if (isLanguage(member?.language)) event.locals.language = member.language;
  if (isTheme(member?.theme)) event.locals.theme = member.theme;
}

const hopHeaders = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'set-cookie',
  'transfer-encoding',
]);
const statusesWithoutBody = new Set([204, 205, 304]);

/** Answers a page's call of the API in this process, as the reader; cookies go back with the page. */
export async function askApi(event: RequestEvent, request: Request, url: URL): Promise<Response> {
  const visit = currentVisit();
  const payload = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
  const reply = await visit.inject({
    method: request.method,
    url: url.pathname + url.search,
    headers: headersFor(event, request),
    payload,
    remoteAddress: visit.address,
  });

  const headers = new Headers();
  for (const [name, value] of Object.entries(reply.headers)) {
    if (value === undefined || hopHeaders.has(name)) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, String(one));
  }
  const cookies = reply.headers['set-cookie'];
  event.locals.apiCookies.push(...[cookies ?? []].flat().map(String));

  if (url.pathname === getMe.path && request.method === 'GET' && reply.statusCode === 200) {
    adoptPreferences(event, reply.rawPayload);
  }
  const body = statusesWithoutBody.has(reply.statusCode) ? null : new Uint8Array(reply.rawPayload);
  return new Response(body, { status: reply.statusCode, headers });
}
