import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';

let t: TestApp;
let id: string;

beforeAll(async () => {
  t = await makeApp();
});
beforeEach(async () => {
  await t.as('linus').post('/api/threads/read', {});
  const thread = { kind: 'discussion', title: 'Sujet', body: 'Ouverture' };
  id = (await t.as('grace').post('/api/threads', thread)).json().id;
  await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
});
afterAll(() => t.close());

const answer = (body = 'Une réponse') => t.as('grace').post(`/api/threads/${id}/posts`, { body });
const named = `Et vous, [@Linus](member:${cast.linus.id}) ?`;
const follow = (level: string | null) => t.as('linus').put(`/api/threads/${id}/follow`, { level });
const seen = async () => {
  const linus = t.as('linus');
  const list = (await linus.get('/api/threads?unread=1')).json().items;
  const row = (await linus.get('/api/threads?limit=100'))
    .json()
    .items.find((one: { id: string }) => one.id === id);
  return {
    counter: (await linus.get('/api/me')).json().unread_threads,
    listed: list.map((one: { id: string }) => one.id),
    unread: row.unread,
    mentions: row.mentions_me,
    next: (await linus.get('/api/threads/next')).json().next?.first_unread ?? null,
  };
};
const nothing = { counter: 0, listed: [], unread: 0, mentions: false, next: null };

test('without a choice, and with everything, every answer counts', async () => {
  await answer();
  expect(await seen()).toMatchObject({ counter: 1, unread: 1, next: 2 });
  expect((await follow('everything')).json()).toEqual({ level: 'everything', follower_count: 2 });
  expect(await seen()).toMatchObject({ counter: 1, unread: 1, next: 2 });
  expect((await t.as('linus').get(`/api/threads/${id}`)).json().follow).toBe('everything');
});

test('with mentions only, what names the member counts, and nothing else', async () => {
  await follow('mentions');
  await answer();
  expect(await seen()).toEqual(nothing);
  await answer(named);
  await answer();
  expect(await seen()).toEqual({ counter: 1, listed: [id], unread: 1, mentions: true, next: 3 });
});

test('a muted thread is unread nowhere, even for whom it names, and not on Today', async () => {
  expect((await follow('nothing')).json()).toEqual({ level: 'nothing', follower_count: 1 });
  await answer(named);
  expect(await seen()).toEqual(nothing);
  const today = (await t.as('linus').get('/api/today')).json();
  expect(JSON.stringify([today.waiting, today.moved])).not.toContain(id);
  // Its own page still opens where the reader left off.
  expect((await t.as('linus').get(`/api/threads/${id}`)).json()).toMatchObject({
    follow: 'nothing',
    read: { position: 1, first_unread: 2, unread: 1 },
  });
  await t.as('linus').post(`/api/threads/${id}/posts`, { body: 'Un mot' });
  await answer(named);
  expect(await seen()).toEqual(nothing);
  await follow(null);
  expect(await seen()).toMatchObject({ counter: 1, mentions: true });
});

test('muting a thread that one never opened leaves no mark in it', async () => {
  await t.as('newt').put(`/api/threads/${id}/follow`, { level: 'nothing' });
  await t.as('newt').put(`/api/threads/${id}/follow`, { level: null });
  await answer();
  expect((await t.as('newt').get('/api/me')).json().unread_threads).toBe(0);
});

test('refuses guests, and what is no level, and changes nothing', async () => {
  const rows = async () => (await t.services.pool.query('select * from follows order by 1, 2')).rows;
  const before = await rows();
  expect((await t.guest.put(`/api/threads/${id}/follow`, { level: 'nothing' })).statusCode).toBe(401);
  for (const body of [{}, { level: 'some' }, { following: true }])
    expect((await t.as('linus').put(`/api/threads/${id}/follow`, body)).statusCode).toBe(422);
  expect(await rows()).toEqual(before);
});
