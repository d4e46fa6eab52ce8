import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp, makeTwin, type Caller, type TestApp } from '../../test/app.ts';

let t: TestApp;
let twin: TestApp;
beforeAll(async () => {
  t = await makeApp();
  twin = await makeTwin(t);
});
afterAll(async () => {
  await twin.close();
  await t.close();
});

interface Page {
  items: { position: number; change_seq: number; html: string }[];
  head: number;
}

const open = async (): Promise<string> => {
  const opening = { kind: 'discussion', title: 'Dans l’ordre', body: 'Début' };
  return (await t.as('grace').post('/api/threads', opening)).json().id;
};
const changesOf = async (caller: Caller, id: string, after: number): Promise<Page> =>
  (await caller.get(`/api/threads/${id}/posts?changed_after=${after}`)).json();

test('a reply that commits late keeps those behind it waiting, so that no page steps over it', async () => {
  const id = await open();
  const late = await t.services.pool.connect();
  await late.query('begin');
  await late.query('update threads set last_position = 2, change_seq = 2, reply_count = 1 where id = $1', [
    id,
  ]);
  await late.query(
    `insert into posts (id, thread_id, voice_id, position, change_seq, source, html, renderer_version)
     select gen_random_uuid(), thread_id, voice_id, 2, 2, 'tard', '<p>tard</p>', renderer_version
     from posts where thread_id = $1`,
    [id],
  );
  const behind = t.as('linus').post(`/api/threads/${id}/posts`, { body: 'derrière' });
  // It waits for the thread, and a page that looks meanwhile finds neither, and no head beyond what it has.
  const waits = () =>
    t.services.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
  await expect.poll(async () => (await waits()).rowCount).toBeGreaterThan(0);
  expect(await changesOf(t.as('newt'), id, 1)).toMatchObject({ items: [], head: 1 });
  await late.query('commit');
  late.release();
  expect((await behind).statusCode).toBe(201);
  const { items, head } = await changesOf(t.as('newt'), id, 1);
  expect(items.map(({ position, html }) => [position, html])).toEqual([
    [2, '<p>tard</p>'],
    [3, '<p>derrière</p>'],
  ]);
  expect(head).toBe(3);
});

test('a process whose clock is an hour ahead changes no order, and signs nobody out', async () => {
  const id = await open();
  twin.travel(3_600_000);
  const [here, there] = [t.as('linus'), twin.with(await t.as('linus').headers())];
  for (const [i, caller] of [there, here, there, here].entries()) {
    expect((await caller.post(`/api/threads/${id}/posts`, { body: `Message ${i}` })).statusCode).toBe(201);
  }
  for (const on of [t, twin]) {
    const { items, head } = await changesOf(on.with(await t.as('newt').headers()), id, 0);
    expect(items.map(({ position, change_seq }) => [position, change_seq])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [n, n]),
    );
    expect(head).toBe(5);
  }
  const mark = { position: 5 };
  expect((await there.put(`/api/threads/${id}/read`, mark)).json()).toMatchObject({ position: 5, unread: 0 });
  expect((await here.get(`/api/threads/${id}`)).json()).toMatchObject({ read: { unread: 0 } });
});
