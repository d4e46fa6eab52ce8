import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { followed, followLevel, setAudienceFollow, setFollow, setTagFollow } from './follow-queries.ts';
import { threads } from './schema.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };

beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Industrie', ['grace', 'linus', 'mo']);
});
beforeEach(async () => {
  await t.services.pool.query('delete from follows; delete from audience_follows; delete from tag_follows;');
  await t.services.pool.query('delete from mutes; delete from reads');
});
afterAll(() => t.close());

const open = async (more: object = {}, who: 'grace' | 'mo' = 'grace'): Promise<string> =>
  (
    await t.as(who).post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more })
  ).json().id;
const answer = (id: string, body = 'Une réponse', who: 'grace' | 'mo' = 'grace') =>
  t.as(who).post(`/api/threads/${id}/posts`, { body });
const placed = (level: string | null, id = circle.audienceId) =>
  t.as('linus').put(`/api/follows/audiences/${id}`, { level });
const tagged = (tag: string, level: string | null) => t.as('linus').put('/api/follows/tags', { tag, level });
const own = (id: string, level: string | null) => t.as('linus').put(`/api/threads/${id}/follow`, { level });
const mute = (muted = true, who = cast.grace.id) =>
  t.as('linus').put('/api/follows/mutes', { member_id: who, muted });
const unread = async (): Promise<string[]> =>
  (await t.as('linus').get('/api/threads?unread=1')).json().items.map(({ id }: { id: string }) => id);
const counter = async () => (await t.as('linus').get('/api/me')).json().unread_threads;
const page = async (id: string) => (await t.as('linus').get(`/api/threads/${id}`)).json();

describe('a circle that is followed', () => {
  test('makes its new cases, and answers in those one never opened, unread; elsewhere nothing', async () => {
    const old = await open({ audience_id: circle.audienceId });
    await open();
    expect((await placed('everything')).json().audiences).toMatchObject([
      { audience: { name: 'Industrie' }, level: 'everything' },
    ]);
    expect(await unread()).toEqual([]);
    await answer(old);
    const fresh = await open({ audience_id: circle.audienceId });
    await open();
    expect(await unread()).toEqual([fresh, old]);
    expect(await counter()).toBe(2);
    expect((await t.as('linus').get('/api/threads/next')).json().next).toMatchObject({
      id: fresh,
      first_unread: 1,
    });
    // Of the old one the answer alone: what stood there before was no news.
    expect((await page(old)).read).toMatchObject({ first_unread: 2, unread: 1 });
  });

  test('counts nothing of the writer’s own, nor after the right has gone', async () => {
    await t.as('grace').put(`/api/follows/audiences/${circle.audienceId}`, { level: 'everything' });
    await placed('everything');
    await open({ audience_id: circle.audienceId });
    expect((await t.as('grace').get('/api/threads?unread=1')).json().items).toEqual([]);
    await t.services.pool.query('update circle_members set until = now() where member_id = $1', [
      cast.linus.id,
    ]);
    await t.services.pool.query('update members set rights_version = rights_version + 1');
    expect(await unread()).toEqual([]);
    expect((await t.as('linus').get('/api/follows')).json().audiences).toEqual([]);
    const gone = await placed('mentions');
    expect(gone.statusCode).toBe(404);
    await t.services.pool.query('update circle_members set until = null where member_id = $1', [
      cast.linus.id,
    ]);
  });

  test('at mentions, or nothing, quietens the cases of it that one has opened', async () => {
    const id = await open({ audience_id: circle.audienceId });
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
    await placed('mentions');
    await answer(id);
    expect(await unread()).toEqual([]);
    await answer(id, `[@Linus](member:${cast.linus.id}) ?`);
    expect(await unread()).toEqual([id]);
    await placed('nothing');
    expect(await unread()).toEqual([]);
    expect(await page(id)).toMatchObject({ follow: null, follow_by: { level: 'nothing', what: 'audience' } });
    await placed(null);
    expect(await unread()).toEqual([id]);
  });
});

describe('which choice counts', () => {
  test('the thread’s before its tags’, the closest tag’s before the audience’s', async () => {
    const id = await open({ tags: ['Budget', 'erp'] });
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
    await answer(id);
    await placed('nothing', allMembersAudienceId);
    expect(await unread()).toEqual([]);
    await tagged('#Budget', 'mentions');
    expect(await unread()).toEqual([]);
    await tagged('erp', 'everything');
    expect(await unread()).toEqual([id]);
    expect(await page(id)).toMatchObject({ follow: null, follow_by: { level: 'everything', what: 'tag' } });
    await own(id, 'nothing');
    expect(await unread()).toEqual([]);
    expect(await page(id)).toMatchObject({ follow: 'nothing', follow_by: { level: 'everything' } });
    expect((await t.as('linus').get('/api/follows')).json()).toMatchObject({
      audiences: [{ audience: { kind: 'all' }, level: 'nothing' }],
      tags: [
        { tag: 'budget', level: 'mentions' },
        { tag: 'erp', level: 'everything' },
      ],
    });
  });

  test('a followed tag brings only what the member may read', async () => {
    await tagged('erp', 'everything');
    await t.as('newt').put('/api/follows/tags', { tag: 'erp', level: 'everything' });
    const id = await open({ tags: ['erp'], audience_id: circle.audienceId });
    expect(await unread()).toEqual([id]);
    expect((await t.as('newt').get('/api/me')).json().unread_threads).toBe(0);
    const { rows } = await t.services.pool.query('select 1 from reads where member_id = $1', [cast.newt.id]);
    expect(rows).toEqual([]);
  });
});

test('triggers and queries say the same of every choice', async () => {
  const id = await open({ tags: ['budget', 'erp'] });
  const levels = [null, 'everything', 'mentions', 'nothing'] as const;
  const choices = levels.flatMap((thread) =>
    levels.flatMap((budget) =>
      levels.flatMap((erp) => levels.map((audience) => ({ thread, budget, erp, audience }))),
    ),
  );
  const { db, pool } = t.services;
  const linus = cast.linus.id;
  for (const { thread, budget, erp, audience } of choices) {
    await setFollow(db, linus, id, thread);
    await setTagFollow(db, linus, 'budget', budget);
    await setTagFollow(db, linus, 'erp', erp);
    await setAudienceFollow(db, linus, allMembersAudienceId, audience);
    const { rows } = await pool.query('select follow_level($1, $2) as level', [linus, id]);
    const [queried] = await db
      .select({ level: followLevel })
      .from(threads)
      .leftJoinLateral(followed(linus), sql`true`)
      .where(eq(threads.id, id));
    const closest = [budget, erp].filter((one) => one !== null).toSorted()[0];
    expect([rows[0].level, queried?.level]).toEqual(Array(2).fill(thread ?? closest ?? audience));
  }
});

describe('a muted member', () => {
  test('is unread nowhere, not on Today, and folded on the page; others’ answers count', async () => {
    const id = await open();
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
    expect((await mute()).json().muted).toMatchObject([{ id: cast.grace.id }]);
    await answer(id, `[@Linus](member:${cast.linus.id}) ?`);
    expect(await unread()).toEqual([]);
    expect(await counter()).toBe(0);
    const today = (await t.as('linus').get('/api/today')).json();
    expect(JSON.stringify([today.waiting, today.moved])).not.toContain(id);
    await answer(id, 'Je réponds', 'mo');
    expect(await unread()).toEqual([id]);
    expect((await page(id)).read).toMatchObject({ first_unread: 3, unread: 1 });
    const posts = (await t.as('linus').get(`/api/threads/${id}/posts`)).json().items;
    expect(posts.map(({ muted }: { muted: boolean }) => muted)).toEqual([true, true, false]);
    await mute(false);
    expect((await page(id)).read).toMatchObject({ first_unread: 2, unread: 2 });
  });

  test('learns nothing of it, and reads on as before', async () => {
    const id = await open();
    await t.as('linus').post(`/api/threads/${id}/posts`, { body: 'Une réponse' });
    await mute();
    expect(
      await t
        .as('grace')
        .get('/api/follows')
        .then((reply) => reply.json()),
    ).toMatchObject({ muted: [] });
    const posts = (await t.as('grace').get(`/api/threads/${id}/posts`)).json().items;
    expect(posts.every(({ muted }: { muted: boolean }) => !muted)).toBe(true);
    expect((await t.as('grace').get(`/api/members/${cast.linus.id}`)).body).not.toContain('mut');
  });

  test('who speaks without a name is heard, or muting would name them', async () => {
    const id = await open();
    await t.as('linus').put(`/api/threads/${id}/read`, { position: 1 });
    await answer(id);
    await mute();
    await t.services.pool.query('update voices set shown_member_id = null where thread_id = $1', [id]);
    expect(await unread()).toEqual([id]);
  });
});

test('refuses guests, strangers, oneself and what is no level, and changes nothing', async () => {
  const rows = async () =>
    (
      await t.services.pool.query(
        `select member_id, audience_id::text as what from audience_follows union all
         select member_id, tag from tag_follows union all select member_id, muted_id::text from mutes`,
      )
    ).rows;
  const nobody = '01900000-0000-7000-8000-0000000000ff';
  const path = `/api/follows/audiences/${circle.audienceId}`;
  expect((await t.guest.get('/api/follows')).statusCode).toBe(401);
  expect((await t.guest.put(path, { level: 'nothing' })).statusCode).toBe(401);
  expect((await t.guest.put('/api/follows/tags', { tag: 'erp', level: null })).statusCode).toBe(401);
  expect((await t.guest.put('/api/follows/mutes', { member_id: nobody, muted: true })).statusCode).toBe(401);
  expect((await t.as('newt').put(path, { level: 'nothing' })).statusCode).toBe(404);
  expect((await placed('some')).statusCode).toBe(422);
  expect((await tagged(' # ', 'nothing')).json().errors).toMatchObject([{ field: 'tag', code: 'required' }]);
  expect((await mute(true, nobody)).json().errors).toMatchObject([
    { field: 'member_id', code: 'unknown_reference' },
  ]);
  expect((await mute(true, cast.linus.id)).json().errors).toMatchObject([
    { field: 'member_id', code: 'invalid' },
  ]);
  expect(await rows()).toEqual([]);
});
