import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { openSocket } from '../../test/socket.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

const open = async (who: Name, more: object = {}): Promise<string> =>
  (
    await t.as(who).post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more })
  ).json().id;
const answer = async (who: Name, id: string, body: string) =>
  (await t.as(who).post(`/api/threads/${id}/posts`, { body })).json();
const merge = (from: string, into: string, who: Name = 'mo') =>
  t.as(who).post(`/api/moderation/threads/${from}/merge`, { into_id: into, reason: 'Le même sujet' });
const postsOf = async (id: string, who: Name = 'newt') =>
  (await t.as(who).get(`/api/threads/${id}/posts?limit=100`)).json().items;
const place = (id: string, at: number, who: Name = 'newt') =>
  t.as(who).get(`/api/threads/${id}/place?at=${at}`);

/** A case of Grace's with two answers, and a discussion of Linus's with one. */
async function two() {
  const from = await open('grace', {
    kind: 'case',
    title: 'Un ERP *pour* trois sites',
    body: 'Nous hésitons.',
    sheet: { looking_for: 'Un intégrateur', stuck: 'La reprise des stocks' },
  });
  const into = await open('linus', { title: 'Quel ERP ?' });
  await answer('linus', into, 'Première réponse');
  const first = await answer('linus', from, 'J’ai connu cela');
  await answer('grace', from, `Merci [@Linus](member:${cast.linus.id})`);
  return { from, into, first };
}

describe('merging a thread into another', () => {
  test('puts its posts behind, in their order, each in the voice of who wrote it; title and sheet come with the opener', async () => {
    const { from, into } = await two();
    expect((await merge(from, into)).statusCode).toBe(204);
    const posts = await postsOf(into);
    expect(posts.map((post: { position: number }) => post.position)).toEqual([1, 2, 3, 4, 5]);
    expect(posts.map((post: { author: { member: { name: string } } }) => post.author.member.name)).toEqual([
      'Linus Faure',
      'Linus Faure',
      'Grace Morel',
      'Linus Faure',
      'Grace Morel',
    ]);
    expect(new Set([0, 1, 3].map((i) => posts[i].author.id)).size).toBe(1);
    for (const words of [
      'Un ERP *pour* trois sites',
      'Un intégrateur',
      'La reprise des stocks',
      'Nous hésitons.',
    ])
      expect(posts[2].html).toContain(words);
    expect((await t.as('newt').get(`/api/threads/${into}`)).json()).toMatchObject({
      reply_count: 4,
      last_position: 5,
      title: 'Quel ERP ?',
    });
    const changed = (await t.as('newt').get(`/api/threads/${into}/posts?changed_after=2&limit=1`)).json();
    expect(changed.next).not.toBeNull();
    await answer('grace', into, 'Et ensuite');
    expect((await postsOf(into)).at(-1)).toMatchObject({ position: 6 });
  });

  test('leaves nothing of it in lists, search or its own address, and every old address leads on', async () => {
    const { from, into, first } = await two();
    await merge(from, into);
    for (const who of ['grace', 'mo', 'newt'] as const)
      expect((await t.as(who).get(`/api/threads/${from}`)).statusCode).toBe(404);
    expect((await t.as('newt').get('/api/threads?limit=100')).body).not.toContain(from);
    expect((await t.as('newt').get('/api/search?q=int%C3%A9grateur')).body).not.toContain(from);
    expect((await place(from, 2)).json()).toEqual({ thread_id: into, position: 4 });
    expect((await place(from, 1)).json()).toEqual({ thread_id: into, position: 3 });
    expect((await place(from, 99)).json()).toEqual({ thread_id: into, position: 5 });
    expect((await t.as('newt').get(`/api/posts/${first.id}`)).json()).toMatchObject({
      thread_id: into,
      position: 4,
    });
    // Merged on, they lead on.
    const third = await open('grace', { title: 'Encore un' });
    expect((await merge(into, third)).statusCode).toBe(204);
    expect((await place(from, 2)).json()).toEqual({ thread_id: third, position: 5 });
    const linking = await open('newt', { body: `Voir [ce cas](thread:${from}).` });
    const [post] = await postsOf(linking);
    expect(post.html).toContain(`href="/threads/${from}"`);
  });

  test('keeps what members have there: marks, followers, bookmarks, drafts, notifications', async () => {
    const { from, into } = await two();
    await t.as('newt').put(`/api/threads/${from}/read`, { position: 2 });
    await t.as('newt').put(`/api/threads/${from}/follow`, { level: 'everything' });
    await t.as('newt').post('/api/bookmarks', { thread_id: from, note: 'À suivre' });
    await t.as('newt').put(`/api/drafts/thread:${from}`, { content: { body: 'Mon avis' } });
    await t.as('newt').put(`/api/drafts/thread:${into}`, { content: { body: 'Autre avis' } });
    await merge(from, into);
    const thread = (await t.as('newt').get(`/api/threads/${into}`)).json();
    expect(thread).toMatchObject({ follow: 'everything', read: { position: 4, first_unread: 5, unread: 1 } });
    expect((await t.as('newt').get('/api/bookmarks')).json().items).toMatchObject([
      { thread: { id: into }, note: 'À suivre' },
    ]);
    expect((await t.as('newt').get(`/api/drafts/thread:${into}`)).json().content).toEqual({
      body: 'Autre avis\n\nMon avis',
    });
    const told = (await t.as('linus').get('/api/notifications')).json().items;
    expect(told.find((one: { subject_id: string }) => one.subject_id === into)).toMatchObject({
      kind: 'mention',
      open: { position: 5 },
    });
    expect(JSON.stringify(told)).not.toContain(from);
  });

  test('moves the open pages: those of the first find it gone, those of the other get the posts', async () => {
    const { from, into } = await two();
    const socket = await openSocket(t.app, await t.as('newt').headers());
    for (const id of [from, into]) {
      socket.send({ type: 'watch', topic: `thread:${id}` });
      await socket.next((m) => m.type === 'watching');
    }
    await merge(from, into);
    for (const id of [from, into])
      await socket.next((m) => m.type === 'notice' && m.topic === `thread:${id}`);
    await socket.close();
  });

  test('is written in the log of the thread that they went to', async () => {
    const { from, into } = await two();
    await merge(from, into);
    expect((await t.as('grace').get(`/api/threads/${into}/acts`)).json().items).toMatchObject([
      { kind: 'merge_threads', reason: 'Le même sujet' },
    ]);
  });

  test('two merges of the same two at once: one is done, the other finds nothing', async () => {
    const { from, into } = await two();
    const codes = (await Promise.all([merge(from, into), merge(into, from)])).map((one) => one.statusCode);
    expect(codes.toSorted()).toEqual([204, codes.includes(404) ? 404 : 422]);
    const rest = codes[0] === 204 ? into : from;
    expect(await postsOf(rest)).toHaveLength(5);
  });

  test('an answer at the same moment is in one of them', async () => {
    const { from, into } = await two();
    const [reply] = await Promise.all([
      t.as('newt').post(`/api/threads/${from}/posts`, { body: 'Juste avant' }),
      merge(from, into),
    ]);
    expect([201, 404]).toContain(reply.statusCode);
    expect(await postsOf(into)).toHaveLength(reply.statusCode === 201 ? 6 : 5);
  });
});

test('refuses guests and members, other readers, an outcome, itself and what is unseen, and changes nothing', async () => {
  const { from, into } = await two();
  const circle = await makeCircle(t.services, 'À part', ['grace', 'mo']);
  const closed = await makeCircle(t.services, 'Sans Mo', ['grace']);
  const inside = await open('grace', { audience_id: circle.audienceId });
  const unseen = await open('grace', { audience_id: closed.audienceId });
  const finished = await open('grace', { kind: 'case', sheet: { looking_for: 'Un avis' } });
  const outcome = { decision: 'Nous avons choisi', again: 'yes', finished_on: '2026-01-10' };
  expect((await t.as('grace').put(`/api/threads/${finished}/outcome`, outcome)).statusCode).toBe(200);
  const codeOf = async (one: string, other: string) =>
    (await merge(one, other)).json().errors?.map(({ code }: { code: string }) => code);
  const path = `/api/moderation/threads/${from}/merge`;
  expect((await t.guest.post(path, { into_id: into, reason: 'x' })).statusCode).toBe(401);
  expect((await merge(from, into, 'grace')).statusCode).toBe(403);
  expect((await merge(unseen, into)).statusCode).toBe(404);
  expect(await codeOf(from, unseen)).toEqual(['unknown_reference']);
  expect(await codeOf(from, inside)).toEqual(['other_readers']);
  expect(await codeOf(from, from)).toEqual(['invalid']);
  expect(await codeOf(finished, into)).toEqual(['has_outcome']);
  expect((await t.as('mo').post(path, { into_id: into })).statusCode).toBe(422);
  expect(await postsOf(from)).toHaveLength(3);
  expect(await postsOf(into)).toHaveLength(2);
  expect((await place(from, 1)).statusCode).toBe(404);
});
