import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../app.ts';
import { callAs, everyTable } from './asking.ts';
import { table } from './table.ts';
import { actors, castActors, makeWorld, signAll } from './world.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
});
afterAll(() => t.close());

test(
  'reading changes no row of any table, whoever reads, with GET and HEAD',
  { timeout: 120_000 },
  async () => {
    const headers = await signAll(t);
    const world = await makeWorld(t);
    const before = await everyTable(t);
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
    expect(await everyTable(t)).toEqual(before);
  },
);

test('a read that asks to be taken for a write stays a read', async () => {
  const { get, post } = t.as('grace');
  const { id } = (await post('/api/threads', { kind: 'discussion', title: 'À garder', body: 'x' })).json();
  const before = await everyTable(t);
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    await get(`/api/threads/${id}?_method=PATCH`, { [name]: 'DELETE' });
  }
  for (const { route } of table.filter((row) => row.route.method !== 'GET')) {
    if (table.some((row) => row.route.method === 'GET' && row.route.path === route.path)) continue;
    const path = route.path.replaceAll(/:\w+/g, id);
    expect([path, (await get(path)).statusCode]).toEqual([path, 404]);
  }
  expect(await everyTable(t)).toEqual(before);
});
