import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, password } from '../../test/cast.ts';

let t: TestApp;

beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const post = async (payload: string, headers: Record<string, string>, url = '/api/threads') =>
  t.app.inject({ method: 'POST', url, headers: { ...(await t.as('grace').headers()), ...headers }, payload });
const json = { 'content-type': 'application/json' };

describe('a bad request', () => {
  test.each([
    ['broken JSON', '{"kind":', json, 400, 'bad_body'],
    ['an empty body', '', json, 400, 'bad_body'],
    ['plain text', 'x', { 'content-type': 'text/plain' }, 415, 'bad_media_type'],
    ['a form', 'kind=case', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'bad_media_type'],
    ['JSON under another name', '{}', { 'content-type': 'text/json' }, 415, 'bad_media_type'],
    ['a list', '[]', json, 422, 'invalid'],
    [
      'a prototype key',
      '{"__proto__":{"x":1},"kind":"discussion","title":"x","body":"x"}',
      json,
      422,
      'invalid',
    ],
    ['a body beyond the limit', JSON.stringify({ body: 'x'.repeat(500_000) }), json, 413, 'too_large'],
  ])('%s is refused by name', async (_, payload, headers, status, code) => {
    const reply = await post(payload, headers);
    expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  test('a body that is not there is refused too', async () => {
    const reply = await t.as('grace').post('/api/threads');
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode).toBeLessThan(500);
  });

  test('is answered in the reader’s language: the member’s, else the browser’s, else French', async () => {
    const guest = async (language?: string) =>
      (await t.guest.get('/api/me', language ? { 'accept-language': language } : {})).json().title;
    expect(await guest()).toBe('Connexion nécessaire');
    expect(await guest('en-GB,en;q=0.9')).toBe('Sign-in needed');
    expect(await guest('de, fr;q=0.5')).toBe('Connexion nécessaire');
    const before = await t.as('linus').get('/api/threads/x', { 'accept-language': 'en' });
    expect(before.json().title).toBe('Introuvable');
    await t.as('linus').patch('/api/me', { language: 'en' });
    expect((await t.as('linus').get('/api/threads/x')).json().title).toBe('Not found');
  });

  test('an address of the API that is not there answers as a problem', async () => {
    const reply = await t.as('grace').get('/api/nothing');
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

describe('origins', () => {
  test('the product’s own, the same machine under another name, and programs may write', async () => {
    const body = { kind: 'discussion', title: 'x', body: 'x' };
    const own = { origin: t.services.config.publicUrl, 'sec-fetch-site': 'same-origin' };
    expect((await t.as('grace').post('/api/threads', body)).statusCode).toBe(201);
    expect((await t.as('grace').post('/api/threads', body, own)).statusCode).toBe(201);
    const other = { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' };
    expect((await t.as('grace').post('/api/threads', body, other)).statusCode).toBe(201);
  });

  test('are asked for however an address of the API is written', async () => {
    const { email } = cast.grace;
    for (const path of ['/api/session', '/%61pi/session', '/ap%69/session', '/api/%73ession']) {
      const signIn = (headers: Record<string, string>) => t.guest.post(path, { email, password }, headers);
      const foreign = await signIn({ origin: 'https://evil.example' });
      expect([path, foreign.statusCode, foreign.json().code]).toEqual([path, 403, 'foreign_origin']);
      expect(foreign.headers['set-cookie']).toBeUndefined();
      const own = await signIn({ origin: t.services.config.publicUrl });
      expect([path, own.statusCode, own.headers['cache-control']]).toEqual([path, 200, 'no-store']);
    }
    const me = await t.as('grace').get('/%61pi/me');
    expect([me.statusCode, me.headers['cache-control']]).toEqual([200, 'no-store']);
  });
});

test('the API describes itself to members', async () => {
  const reply = await t.as('grace').get('/api/openapi.json');
  const document = reply.json();
  expect(document.openapi).toBe('3.1.0');
  expect(document.paths['/api/threads/{id}/posts'].post.responses).toHaveProperty('201');
  expect((await t.guest.get('/api/openapi.json')).statusCode).toBe(401);
});

test('health answers without a session, and tells nothing else', async () => {
  const reply = await t.guest.get('/health');
  expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'ok' }]);
});
