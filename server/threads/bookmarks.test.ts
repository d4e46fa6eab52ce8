import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { newId } from '../database.ts';

let t: TestApp;
let threadId: string;
let postId: string;

beforeAll(async () => {
  t = await makeApp();
  threadId = await open('Un bail à renégocier');
  postId = await answer(threadId, 'Le premier indice est faux.');
});
afterAll(() => t.close());

type Who = 'grace' | 'linus' | 'newt';
async function open(title: string, more: object = {}): Promise<string> {
  const thread = { kind: 'discussion', title, body: 'Ouverture', ...more };
  return (await t.as('grace').post('/api/threads', thread)).json().id;
}
const answer = async (id: string, body: string): Promise<string> =>
  (await t.as('grace').post(`/api/threads/${id}/posts`, { body })).json().id;
const mark = (who: Who, body: object) => t.as(who).post('/api/bookmarks', body);
const list = async (who: Who, query = ''): Promise<{ id: string; note: string }[]> =>
  (await t.as(who).get(`/api/bookmarks${query}`)).json().items;
const rows = async () => (await t.services.pool.query('select * from bookmarks order by id')).rows;
const dayFromNow = (days: number): string =>
  new Date(t.services.clock().getTime() + days * 86_400_000).toISOString().slice(0, 10);

describe('a bookmark', () => {
  test('marks a post or a thread, with a note and a day, for its member alone', async () => {
    const remind_on = dayFromNow(9);
    const made = await mark('linus', { post_id: postId, note: ' À relire ', remind_on });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({
      note: 'À relire',
      remind_on,
      due: false,
      thread: { id: threadId, title: 'Un bail à renégocier' },
      post: { id: postId, position: 2, author: { member: { name: 'Grace Morel' } } },
    });
    t.travel(1000);
    await mark('linus', { thread_id: threadId });
    expect((await list('linus')).map(({ note }) => note)).toEqual(['', 'À relire']);
    expect(await list('grace')).toEqual([]);
    const { items } = (await t.as('linus').get(`/api/threads/${threadId}/posts`)).json();
    expect(items.map((post: { bookmark_id: string | null }) => post.bookmark_id)).toEqual([
      null,
      made.json().id,
    ]);
    expect((await t.as('linus').get(`/api/threads/${threadId}`)).json().bookmark_id).toMatch(
      /^[\da-f-]{36}$/,
    );
    expect((await t.as('grace').get(`/api/threads/${threadId}`)).json().bookmark_id).toBeNull();
    expect((await t.as('grace').get(`/api/posts/${postId}`)).json().bookmark_id).toBeNull();
  });

  test('marked twice stays one, with the later note', async () => {
    const before = await list('linus');
    const again = await mark('linus', { post_id: postId, note: 'Deux fois' });
    expect((await list('linus')).length).toBe(before.length);
    expect(before.map(({ id }) => id)).toContain(again.json().id);
    expect(again.json()).toMatchObject({ note: 'Deux fois', remind_on: dayFromNow(9) });
  });

  test('is edited and taken out by its member; to others it is not there', async () => {
    const { id } = (await mark('newt', { post_id: postId, note: 'Pour moi' })).json();
    const before = await rows();
    for (const caller of [t.as('linus'), t.as('mo')]) {
      expect((await caller.get(`/api/bookmarks/${id}`)).statusCode).toBe(404);
      expect((await caller.patch(`/api/bookmarks/${id}`, { note: 'x' })).statusCode).toBe(404);
      expect((await caller.delete(`/api/bookmarks/${id}`)).statusCode).toBe(404);
    }
    expect((await t.guest.patch(`/api/bookmarks/${id}`, { note: 'x' })).statusCode).toBe(401);
    expect((await t.guest.delete(`/api/bookmarks/${id}`)).statusCode).toBe(401);
    expect((await t.guest.post('/api/bookmarks', { post_id: postId })).statusCode).toBe(401);
    expect((await t.guest.get('/api/bookmarks')).statusCode).toBe(401);
    expect(await rows()).toEqual(before);
    const edited = await t.as('newt').patch(`/api/bookmarks/${id}`, { note: 'Autrement' });
    expect(edited.json()).toMatchObject({ note: 'Autrement', remind_on: null });
    expect((await t.as('newt').delete(`/api/bookmarks/${id}`)).statusCode).toBe(204);
    expect(await list('newt')).toEqual([]);
  });

  test('refuses what has no shape', async () => {
    const before = await rows();
    for (const body of [
      {},
      { post_id: postId, thread_id: threadId },
      { post_id: 'x' },
      { post_id: postId, note: 'x'.repeat(1001) },
      { post_id: postId, note: 'a\u0000' },
      { post_id: postId, remind_on: '2026-02-31' },
      { post_id: postId, color: 'red' },
    ])
      expect([body, (await mark('linus', body)).statusCode]).toEqual([body, 422]);
    expect(await rows()).toEqual(before);
  });

  test('is due on its day in the member’s zone, and then stands apart', async () => {
    await t.as('newt').patch('/api/me', { zone: 'Pacific/Kiritimati' });
    const { id } = (await mark('newt', { post_id: postId, remind_on: dayFromNow(1) })).json();
    await mark('newt', { thread_id: threadId });
    const due = async () => (await list('newt', '?due=1')).map((each) => each.id);
    // There it is tomorrow while it is today in UTC, but for ten hours.
    const hours = t.services.clock().getUTCHours();
    if (hours < 10) t.travel((10 - hours) * 3_600_000);
    expect(await due()).toEqual([id]);
    expect((await list('newt', '?due=0')).map((each) => each.id)).not.toContain(id);
    await t.as('newt').patch(`/api/bookmarks/${id}`, { remind_on: null });
    expect(await due()).toEqual([]);
  });

  test('keeps its own note when the right to read goes, and what it marks comes back with the right', async () => {
    const { id: circleId, audienceId } = await makeCircle(t.services, 'Cession', ['grace', 'linus']);
    const hidden = await open('Entre nous', { audience_id: audienceId });
    const hiddenPost = await answer(hidden, 'Le prix');
    const known = (await list('linus')).length;
    const { id } = (await mark('linus', { post_id: hiddenPost, note: 'Garder' })).json();
    await t.services.pool.query(
      'update circle_members set until = now() where circle_id = $1 and member_id = $2',
      [circleId, cast.linus.id],
    );
    expect((await list('linus')).length).toBe(known + 1);
    const kept = await t.as('linus').get(`/api/bookmarks/${id}`);
    expect(kept.json()).toMatchObject({ gone: true, thread: null, post: null, note: 'Garder' });
    for (const hiddenOne of ['Entre nous', hidden, hiddenPost, cast.grace.id])
      expect(kept.body).not.toContain(hiddenOne);
    const remind_on = dayFromNow(0);
    expect((await t.as('linus').patch(`/api/bookmarks/${id}`, { remind_on })).json()).toMatchObject({
      due: true,
    });
    expect((await list('linus', '?due=1')).map((each) => each.id)).toContain(id);
    const unseen = await mark('linus', { post_id: hiddenPost });
    const missing = await mark('linus', { post_id: newId() });
    expect([unseen.statusCode, unseen.json().errors]).toEqual([422, missing.json().errors]);
    await t.services.pool.query('update circle_members set until = null where circle_id = $1', [circleId]);
    expect((await t.as('linus').get(`/api/bookmarks/${id}`)).json()).toMatchObject({
      gone: false,
      thread: { title: 'Entre nous' },
      post: { id: hiddenPost },
    });
  });

  test('of a post that is deleted leaves the note and the thread, and can be taken out', async () => {
    const gone = await answer(threadId, 'À retirer');
    const { id } = (await mark('linus', { post_id: gone, note: 'Chiffre utile' })).json();
    await t.as('grace').delete(`/api/posts/${gone}`);
    expect((await t.as('linus').get(`/api/bookmarks/${id}`)).json()).toMatchObject({
      gone: true,
      thread: { id: threadId },
      post: null,
      note: 'Chiffre utile',
    });
    expect((await mark('linus', { post_id: gone })).statusCode).toBe(422);
    expect((await t.as('linus').delete(`/api/bookmarks/${id}`)).statusCode).toBe(204);
  });

  test('lists page by page, newest first, also those of one moment', async () => {
    for (let i = 0; i < 5; i++) await mark('grace', { thread_id: await open(`Cas ${i}`) });
    await t.services.pool.query(
      `update bookmarks set created_at = '2026-11-30 10:00:00.123+00' where member_id = $1`,
      [cast.grace.id],
    );
    const all = (await list('grace')).map(({ id }) => id);
    const seen: string[] = [];
    let after = '';
    do {
      const page = (await t.as('grace').get(`/api/bookmarks?limit=2${after}`)).json();
      seen.push(...page.items.map((each: { id: string }) => each.id));
      after = page.next ? `&after=${page.next}` : '';
    } while (after);
    expect(seen).toEqual(all);
    expect(seen.length).toBe(5);
    expect((await t.as('grace').get('/api/bookmarks?after=x')).statusCode).toBe(422);
  });
});
