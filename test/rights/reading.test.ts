import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../app.ts';
import { listTables, sumsOf } from '../tables.ts';
import { callAs } from './asking.ts';
import { table } from './table.ts';
import { actors, castActors, makeWorld, signAll } from './world.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
});
afterAll(() => t.close());

/**
 * What a read may touch: when a session or token was last seen, what search counts by, and to whom the others' values of
 * a benchmark were given, which is what keeps a later evaluation honest.
 */
const exempt = new Set([
  'sessions',
  'tokens',
  'search_terms',
  'search_words',
  'search_totals',
  'benchmark_looks',
]);

/** The sum of every table but those. */
async function everyTable(): Promise<Record<string, string>> {
  const { pool } = t.services;
  return sumsOf(
    pool,
    (await listTables(pool)).filter((name) => !exempt.has(name)),
  );
}

test(
  'reading changes no row of any table, whoever reads, with GET and HEAD',
  { timeout: 120_000 },
  async () => {
    const headers = await signAll(t);
    const world = await makeWorld(t, true);
    const before = await everyTable();
    expect(Object.keys(before).length).toBeGreaterThan(40);
    for (const { route, ask } of table.filter((row) => row.route.method === 'GET')) {
      for (const actor of actors) {
        const asked = ask(world, actor);
        const read = await callAs(t, headers[actor], route, asked);
        const head = await callAs(t, headers[actor], { ...route, method: 'HEAD' as 'GET' }, asked);
        expect([route.path, actor, head.statusCode]).toEqual([route.path, actor, read.statusCode]);
        expect(head.body).toBe('');
      }
    }
    expect(await everyTable()).toEqual(before);
  },
);

test('a read that asks to be taken for a write stays a read', async () => {
  const { get, post } = t.as('grace');
  const { id } = (await post('/api/threads', { kind: 'discussion', title: 'À garder', body: 'x' })).json();
  const before = await everyTable();
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    await get(`/api/threads/${id}?_method=PATCH`, { [name]: 'DELETE' });
  }
  for (const { route } of table.filter((row) => row.route.method !== 'GET')) {
    if (table.some((row) => row.route.method === 'GET' && row.route.path === route.path)) continue;
    const path = route.path.replaceAll(/:\w+/g, id);
    expect([path, (await get(path)).statusCode]).toEqual([path, 404]);
  }
  expect(await everyTable()).toEqual(before);
});
