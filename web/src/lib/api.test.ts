import { getMe, getMember, listMembers, updateMe } from '@cenacle/shared/members/contract.ts';
import { signOut } from '@cenacle/shared/sessions/contract.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addressOf, ApiError, call } from './api.ts';

/** A fetch that answers as told and keeps what it was asked. */
function answering(status: number, body: string | null) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    asked.push({ url: String(url), init });
    return new Response(body, { status });
  };
  return { fetch: fetch as typeof globalThis.fetch, asked };
}

test('an address has its path parameters and its query, each encoded', () => {
  expect(addressOf(getMember, { params: { id: 'a/b é' } })).toBe('/api/members/a%2Fb%20%C3%A9');
  expect(addressOf(listMembers, { query: { q: 'Zoé & co', limit: 30, after: undefined } })).toBe(
    '/api/members?q=Zo%C3%A9+%26+co&limit=30',
  );
  expect(addressOf({ path: '/api/x' }, { query: { tag: ['a', 'b'] } })).toBe('/api/x?tag=a&tag=b');
});

test('a missing path parameter is a bug, not a call', () => {
  expect(() => addressOf(getMember, { params: {} })).toThrow('/api/members/:id needs id');
  // Never the address of something else, such as the list.
  expect(addressOf(getMember, { params: { id: '' } })).toBe('/api/members/-');
});

test('a key that can be no header is not sent', async () => {
  const { fetch, asked } = answering(200, '{}');
  for (const idempotencyKey of ['k1', 'a\0b', 'é', 'a b'])
    await call(fetch, updateMe, { body: { name: 'Zoé' }, idempotencyKey });
  const keys = asked.map(({ init }) => new Headers(init.headers).get('idempotency-key'));
  expect(keys).toEqual(['k1', null, null, null]);
});

test('a call sends JSON and gives the reply', async () => {
  const { fetch, asked } = answering(200, '{"name":"Zoé"}');
  const reply = await call(fetch, updateMe, { body: { name: 'Zoé' }, idempotencyKey: 'k1' });
  expect(reply.name).toBe('Zoé');
  expect(asked[0]?.init).toMatchObject({
    method: 'PATCH',
    body: '{"name":"Zoé"}',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
  });
});

test('a reply without a body is null', async () => {
  expect(await call(answering(204, null).fetch, signOut)).toBeNull();
});

test('a refusal carries its code, its sentence and what to say beside each field', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Refusé',
    status: 422,
    code: 'invalid',
    detail: 'Deux champs sont à revoir.',
    errors: [{ field: 'sheet.looking_for', code: 'missing', detail: 'Dites ce que vous cherchez.' }],
  };
  const failure = await call(answering(422, JSON.stringify(problem)).fetch, getMe).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(ApiError);
  const refusal = failure as ApiError;
  expect(refusal).toMatchObject({ status: 422, code: 'invalid', detail: 'Deux champs sont à revoir.' });
  expect(refusal.of('sheet.looking_for')).toBe('Dites ce que vous cherchez.');
  expect(refusal.of('title')).toBeUndefined();
  expect(refusal.body).toEqual(problem);
});

test('a page of a proxy in place of an answer is still a refusal', async () => {
  const failure = await call(answering(502, '<h1>Bad gateway</h1>').fetch, getMe).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ status: 502, code: 'http_502', errors: [] });
});

test('no answer at all is code offline', async () => {
  const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  await expect(call(fetch, getMe)).rejects.toMatchObject({ status: 0, code: 'offline' });
});

describe('a line that says nothing', () => {
  // In a browser: while a page is made on the server there is no line.
  beforeEach(() => void vi.stubGlobal('document', {}));
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Never answers the first calls, and gives them up when told to. */
  function silentFor(calls: number) {
    const counted = { calls: 0 };
    const fetch = async (_url: unknown, { signal }: RequestInit = {}) => {
      counted.calls += 1;
      if (counted.calls > calls) return new Response('{"unread_threads":7}', { status: 200 });
      return new Promise<Response>((_, fail) => {
        signal?.addEventListener('abort', () => fail(signal.reason as Error));
      });
    };
    return { fetch: fetch as typeof globalThis.fetch, counted };
  }

  test('a read is asked again, and answered', async () => {
    vi.useFakeTimers();
    const { fetch, counted } = silentFor(2);
    const reply = call(fetch, getMe);
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await reply).unread_threads).toBe(7);
    expect(counted.calls).toBe(3);
  });

  test('a write is asked once, and given up as not sent', async () => {
    vi.useFakeTimers();
    const { fetch, counted } = silentFor(9);
    const failure = call(fetch, updateMe, { body: { name: 'Zoé' } }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await failure).toMatchObject({ status: 0, code: 'offline' });
    expect(counted.calls).toBe(1);
  });

  test('who leaves meanwhile asks no more', async () => {
    const { fetch, counted } = silentFor(9);
    const leaving = new AbortController();
    const failure = call(fetch, getMe, { signal: leaving.signal }).catch((error: unknown) => error);
    leaving.abort(new Error('left'));
    expect(await failure).toMatchObject({ message: 'left' });
    expect(counted.calls).toBe(1);
  });
});
