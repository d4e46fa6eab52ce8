import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Route } from '@cenacle/shared/http.ts';
import type { ServerMessage } from '@cenacle/shared/live/contract.ts';
import { makeApp, type TestApp } from '../app.ts';
import { newId } from '../../server/database.ts';
import { openSocket } from '../socket.ts';
import { callAs, contentsOf, nameOf } from './asking.ts';
import { table, topics, type Ask } from './table.ts';
import { actors, castActors, makeWorld, needsOf, signAll, type Actor, type World } from './world.ts';

let t: TestApp;
let headers: Record<Actor, Record<string, string>>;

beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
});
beforeEach(async () => {
  headers = await signAll(t);
});
afterAll(() => t.close());

/** What is refused changes nothing: those who only are share a world. */
let kept: World | null = null;
const keptWorld = async (): Promise<World> => (kept ??= await makeWorld(t));

const call = (route: Route, actor: Actor, ask: Ask) => callAs(t, headers[actor], route, ask);

/** What members had made when it was last looked at, unless something was allowed since. */
let standing: string | null = null;
/** Does what is to be refused, and sees that it changed nothing. */
async function changesNothing(refused: () => Promise<void>): Promise<void> {
  const before = standing ?? (await contentsOf(t));
  await refused();
  standing = await contentsOf(t);
  expect(standing).toBe(before);
}

describe('every route', () => {
  test('has a contract and a row in the table of rights', () => {
    const rows = new Set(table.map(({ route }) => nameOf(route)));
    const paths = t.app.swagger().paths ?? {};
    const served = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item ?? {}).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const known = new Set([...rows, 'GET /health', 'GET /api/live']);
    expect(served.filter((name) => !known.has(name))).toEqual([]);
    expect([...rows].filter((name) => !served.includes(name))).toEqual([]);
  });

  test.each(table.map((row) => [nameOf(row.route), row] as const))('%s', async (_name, row) => {
    const needs = needsOf((world) => actors.map((actor) => row.ask(world, actor)));
    let world = await makeWorld(t, needs);
    standing = null;
    const ask = async (actor: Actor) => {
      const reply = await call(row.route, actor, row.ask(world, actor));
      expect([actor, reply.statusCode], reply.body).toEqual([actor, row.expect[actor]]);
      expect(reply.headers['cache-control']).toBe('no-store');
      return reply;
    };
    await changesNothing(async () => {
      for (const actor of actors.filter((each) => row.expect[each] >= 400)) {
        const reply = await ask(actor);
        expect(reply.headers['content-type']).toContain('application/problem+json');
        expect(Object.keys(reply.json())).toEqual(
          expect.arrayContaining(['type', 'title', 'status', 'code', 'detail']),
        );
      }
    });
    let isChanged = false;
    for (const actor of actors.filter((each) => row.expect[each] < 400)) {
      if (isChanged) world = await makeWorld(t, needs);
      await ask(actor);
      isChanged = row.route.method !== 'GET';
    }
    standing = null;
  });
});

describe('unseen equals nonexistent', () => {
  const rows = table.filter(
    ({ route, expect: expected }) => route.path.includes(':id') && expected.outside === 404,
  );
  test.each(rows.map((row) => [nameOf(row.route), row] as const))('%s', async (_name, row) => {
    const world = await keptWorld();
    const ask = row.ask(world, 'outside');
    const unseen = await call(row.route, 'outside', ask);
    const random = newId();
    const id = ask.params?.id ?? '';
    const missing = await call(row.route, 'outside', { ...ask, params: { ...ask.params, id: random } });
    const plain = (reply: typeof unseen, own: string) => {
      const {
        date: _date,
        'x-ratelimit-remaining': _left,
        'x-ratelimit-reset': _reset,
        ...rest
      } = reply.headers;
      return JSON.stringify([reply.statusCode, rest, reply.body]).replaceAll(own, 'ID');
    };
    expect(plain(unseen, id)).toBe(plain(missing, random));
  });
});

describe('every topic of the socket', () => {
  test.each(topics.map((row) => [row.topic({ threadId: 'ID', benchmarkId: 'ID' } as World), row] as const))(
    '%s',
    async (_name, row) => {
      const world = await makeWorld(t);
      const topic = row.topic(world);
      for (const actor of actors) {
        const socket = await openSocket(t.app, headers[actor]).catch(() => null);
        let answer = 'closed';
        if (socket) {
          socket.send(JSON.stringify({ type: 'watch', topic }));
          const message: ServerMessage = await socket.next(
            (m) => m.type === 'watching' || m.type === 'refused',
          );
          answer = message.type;
          await socket.close();
        }
        expect([actor, answer]).toEqual([actor, row.expect[actor]]);
      }
    },
  );
});

describe('personal access tokens', () => {
  const tokenFor = async (scope: 'read' | 'write') =>
    (await t.as('ada').post('/api/tokens', { name: scope, scope, days: 1 })).json<{ secret: string }>()
      .secret;

  test('read with a reading token, write with a writing one, and neither beside a cookie', async () => {
    const reading = { authorization: `Bearer ${await tokenFor('read')}` };
    const writing = { authorization: `Bearer ${await tokenFor('write')}` };
    const body = { kind: 'discussion', title: 'Par programme', body: 'x' };
    expect((await t.with(reading).get('/api/threads')).statusCode).toBe(200);
    expect((await t.with(reading).post('/api/threads', body)).statusCode).toBe(403);
    expect((await t.with(writing).post('/api/threads', body)).statusCode).toBe(201);
    expect((await t.with({ ...writing, ...headers.admin }).get('/api/threads')).statusCode).toBe(400);
    expect((await t.with({ authorization: 'Bearer cen_nothing' }).get('/api/threads')).statusCode).toBe(401);
  });

  test.each(
    table.filter(({ route }) => route.tokens === false).map((row) => [nameOf(row.route), row] as const),
  )('are no good for %s', async (_name, row) => {
    const world = await keptWorld();
    const ask = row.ask(world, 'admin');
    const authorization = `Bearer ${await tokenFor('write')}`;
    // Its first use is noted on the token itself.
    await t.with({ authorization }).get('/api/tags');
    standing = null;
    await changesNothing(async () => {
      const reply = await call(row.route, 'guest', { ...ask, headers: { ...ask.headers, authorization } });
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'session_needed']);
    });
  });
});

describe('other sites', () => {
  const writes = table.filter(({ route }) => route.method !== 'GET');
  test.each(writes.map((row) => [nameOf(row.route), row] as const))('cannot send %s', async (_name, row) => {
    const world = await keptWorld();
    const ask = row.ask(world, 'author');
    const foreigners: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ];
    await changesNothing(async () => {
      for (const foreign of foreigners) {
        const reply = await call(row.route, 'author', { ...ask, headers: { ...ask.headers, ...foreign } });
        expect([reply.statusCode, reply.json().code]).toEqual([403, 'foreign_origin']);
      }
    });
  });
});
