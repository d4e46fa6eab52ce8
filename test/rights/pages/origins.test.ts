import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { cast, password } from '../../cast.ts';
import { everyTable } from '../asking.ts';
import { openPlace, type Place } from './place.ts';
import { listRoutes } from './routes.ts';
import { pathOf } from './table.ts';
import { visit } from './visiting.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.t.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** What other sites can make a browser send, or claim to. */
const foreigners: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'https://localhost:3000' },
  { origin: 'http://localhost:3001' },
  { origin: 'http://localhost:3000.evil.example' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
];
const bodies: [type: string, body: string][] = [
  ['application/x-www-form-urlencoded', 'reason=x'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
  ],
  ['text/plain', 'reason=x'],
  ['application/json', '{}'],
  ['application/x-sveltekit-formdata', ''],
  ['', 'reason=x'],
];

/** Everybody with a form, and the first with everything. */
const sent = [
  ...foreigners.map((foreign) => [foreign, bodies[0]] as const),
  ...bodies.map((body) => [foreigners[0], body] as const),
] as [Record<string, string>, [string, string]][];

const posts = listRoutes().flatMap(({ route, posts: actions }) =>
  actions.map((action) => [route + action, route, action] as const),
);

describe('another site cannot send', () => {
  test('what is looked at is everything that a page takes', () => {
    expect(posts.length).toBeGreaterThan(70);
    for (const name of ['/sign-in?/password', '/sign-out', '/preferences', '/threads/[id]?/reply'])
      expect(posts.map(([each]) => each)).toContain(name);
  });

  test.each(posts)('%s', async (_name, route, action) => {
    const { t, headers } = place;
    const before = await everyTable(t);
    for (const [foreign, [type, body]] of sent) {
      const reply = await visit(t, pathOf(route, place.world) + action, {
        method: 'POST',
        headers: { ...headers.author, ...foreign, ...(type ? { 'content-type': type } : {}) },
        body,
      });
      const told = [foreign, type, reply.status, reply.body];
      expect(told).toEqual([foreign, type, 403, expect.stringContaining('"foreign_origin"')]);
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
    expect(await everyTable(t)).toEqual(before);
    const { rows } = await t.services.pool.query(
      'select count(*)::int as n from sessions where member_id = $1',
      [cast.grace.id],
    );
    expect(rows[0].n).toBeGreaterThan(0);
  });
});

describe('a socket opens', () => {
  /** The status with which the upgrade is answered; 101 is an open socket. */
  async function upgrade(path: string, headers: Record<string, string>): Promise<number> {
    const socket = new WebSocket(place.t.app.listeningOrigin.replace('http:', 'ws:') + path, { headers });
    socket.on('error', () => undefined);
    const status = await Promise.race([
      once(socket, 'open').then(() => 101),
      once(socket, 'unexpected-response').then(
        ([, reply]: { statusCode: number }[]) => reply?.statusCode ?? 0,
      ),
    ]);
    socket.terminate();
    return status;
  }
  const live = ['/api/live', '/%61pi/live', '/api/live?x=1'];

  test.each(live)('for our pages and for programs: %s', async (path) => {
    const { author } = place.headers;
    const own = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
    expect(await upgrade(path, author)).toBe(101);
    expect(await upgrade(path, { ...author, ...own })).toBe(101);
  });

  test.each(live)('and not for other sites, nor for guests: %s', async (path) => {
    const { author, suspended } = place.headers;
    for (const foreign of foreigners)
      expect([foreign, await upgrade(path, { ...author, ...foreign })]).toEqual([foreign, 403]);
    expect(await upgrade(path, { ...author, authorization: 'Bearer cen_nothing' })).toBe(400);
    expect(await upgrade(path, suspended)).toBe(401);
    expect(await upgrade(path, {})).toBe(401);
  });

  test('nowhere else: one that knocks at a page is closed at once, unheard', async () => {
    for (const path of ['/', '/threads', '/api/me']) {
      const socket = new WebSocket(place.t.app.listeningOrigin.replace('http:', 'ws:') + path, {
        headers: place.headers.author,
      });
      const heard: unknown[] = [];
      socket.on('message', (message) => heard.push(message));
      await once(socket, 'close');
      expect([path, heard]).toEqual([path, []]);
      expect(await upgrade(path, { ...place.headers.author, origin: 'https://evil.example' })).toBe(403);
    }
  });
});

describe('our own pages can, and so can programs, which send no origin', () => {
  const own: Record<string, string>[] = [
    {},
    { origin: 'http://localhost:3000' },
    { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
  ];

  test.each(own)('sign in, choose and sign out: %o', async (origin) => {
    const { t } = place;
    const send = (path: string, body: string, more: Record<string, string> = {}) =>
      visit(t, path, { method: 'POST', headers: { ...form, ...origin, ...more }, body });
    const signedIn = await send(
      '/sign-in?/password',
      new URLSearchParams({ email: cast.linus.email, password }).toString(),
    );
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/']);
    const cookie =
      signedIn.headers['set-cookie']?.find((each) => each.startsWith('cenacle_session='))?.split(';')[0] ??
      '';
    const me = () => visit(t, '/api/me', { headers: { cookie } });
    expect((await me()).status).toBe(200);

    const chosen = await send('/preferences', 'theme=dark&next=/threads', { cookie });
    expect([chosen.status, chosen.headers.location]).toEqual([303, '/threads']);
    expect(JSON.parse((await me()).body).member.theme).toBe('dark');

    const signedOut = await send('/sign-out', '', { cookie });
    expect([signedOut.status, signedOut.headers.location]).toEqual([303, '/sign-in']);
    expect((await me()).status).toBe(401);
  });
});

test('a cookie and a token at once are refused by pages too, whatever is asked', async () => {
  const { t, headers } = place;
  const both = { ...headers.author, authorization: 'Bearer cen_nothing' };
  for (const path of ['/', '/threads', '/threads/__data.json', '/sign-in', '/api/me']) {
    const reply = await visit(t, path, { headers: both });
    expect([path, reply.status, JSON.parse(reply.body).code]).toEqual([path, 400, 'two_credentials']);
  }
  const sent = await visit(t, '/sign-out', { method: 'POST', headers: { ...both, ...form } });
  expect([sent.status, JSON.parse(sent.body).code]).toEqual([400, 'two_credentials']);
  expect((await visit(t, '/api/me', { headers: headers.author })).status).toBe(200);
});
