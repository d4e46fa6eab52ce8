import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NotificationGroup } from '@cenacle/shared/notifications/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, openBenchmark } from '../../test/benchmark.ts';
import { makeCard, makeEngagement, vouchOn } from '../../test/card.ts';
import { cast, castMember, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { openSocket } from '../../test/socket.ts';
import { countStatements } from '../../test/statements.ts';
import { newId } from '../database.ts';

let t: TestApp;
let id: string;
beforeAll(async () => {
  t = await makeApp();
});
beforeEach(async () => {
  for (const who of ['grace', 'linus', 'newt'] as const) await readAll(who);
  id = await open({ title: 'Un bail à renégocier' });
});
afterAll(() => t.close());

const open = async (more: object = {}): Promise<string> =>
  (
    await t
      .as('grace')
      .post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more })
  ).json().id;
const answer = async (who: Name, body: string, more: object = {}, thread = id) =>
  (await t.as(who).post(`/api/threads/${thread}/posts`, { body, ...more })).json();
const named = (who: Name) => `Votre avis, [@x](member:${cast[who].id}) ?`;
const follow = (who: Name, level: string | null) => t.as(who).put(`/api/threads/${id}/follow`, { level });
const groups = async (who: Name): Promise<NotificationGroup[]> =>
  (await t.as(who).get('/api/notifications?limit=100')).json().items;
const of = async (who: Name, subject = id) => (await groups(who)).find((one) => one.subject_id === subject);
async function toldOf(who: Name): Promise<NotificationGroup> {
  const group = await of(who);
  if (!group) throw new Error(`${who} was told nothing`);
  return group;
}
const counter = async (who: Name): Promise<number> => (await t.as(who).get('/api/me')).json().notifications;
const read = (who: Name, body: object) => t.as(who).post('/api/notifications/read', body);
const readAll = (who: Name) => read(who, { until: t.services.clock().toISOString() });
const rows = async (where: string) =>
  (await t.services.pool.query(`select * from notifications where ${where}`)).rows;

describe('one event makes one notification per member', () => {
  test('the strongest reason wins: named, answered and following is one mention', async () => {
    const mine = await answer('linus', 'Un premier mot');
    await answer('grace', named('linus'), { reply_to: mine.id });
    expect(await of('linus')).toMatchObject({
      subject: 'thread',
      title: 'Un bail à renégocier',
      unread: 1,
      count: 1,
      kind: 'mention',
      by: { name: 'Grace Morel' },
      open: { position: 3 },
    });
    expect(await counter('linus')).toBe(1);
  });

  test('an answer to my post, an answer in my thread, a post in a thread that I follow', async () => {
    await follow('newt', 'everything');
    const mine = await answer('linus', 'Un premier mot');
    expect(await of('grace')).toMatchObject({ kind: 'reply', by: { name: 'Linus Faure' } });
    expect(await of('newt')).toMatchObject({ kind: 'follow', unread: 1 });
    expect(await of('linus')).toBeUndefined();
    await answer('newt', 'Je réponds', { reply_to: mine.id });
    expect(await of('linus')).toMatchObject({ kind: 'reply', by: { name: 'Newt Girard' } });
  });

  test('grouped by thread, the newest first, page by page; what is opened is the first unread', async () => {
    await follow('linus', 'everything');
    const other = await open({ title: 'Autre' });
    await answer('grace', 'Un');
    t.travel(1000);
    await answer('grace', named('linus'), {}, other);
    t.travel(1000);
    await answer('grace', 'Deux');
    const first = (await t.as('linus').get('/api/notifications?limit=1')).json();
    expect(first.items).toMatchObject([{ subject_id: id, unread: 2, kind: 'follow', open: { position: 2 } }]);
    const second = (await t.as('linus').get(`/api/notifications?limit=1&after=${first.next}`)).json();
    expect(second.items).toMatchObject([{ subject_id: other, kind: 'mention' }]);
    expect(await counter('linus')).toBe(2);
  });

  test('one’s own post tells oneself nothing, even where one names oneself', async () => {
    await answer('grace', named('grace'));
    expect(await of('grace')).toBeUndefined();
  });
});

describe('levels', () => {
  test('a muted thread tells of nothing, a mention neither; muting takes back what is unread', async () => {
    await follow('linus', 'nothing');
    await answer('grace', named('linus'));
    expect(await of('linus')).toBeUndefined();
    await follow('linus', 'everything');
    await answer('grace', 'Encore');
    expect(await counter('linus')).toBe(1);
    await follow('linus', 'nothing');
    expect([await counter('linus'), await of('linus')]).toEqual([0, undefined]);
  });

  test('“mentions” tells of mentions and of answers to one’s own post, and of nothing else', async () => {
    const mine = await answer('linus', 'Un premier mot');
    await follow('linus', 'mentions');
    await answer('grace', 'Rien pour vous');
    expect(await of('linus')).toBeUndefined();
    await answer('grace', 'Pour vous', { reply_to: mine.id });
    expect(await of('linus')).toMatchObject({ kind: 'reply', unread: 1 });
    await answer('grace', named('linus'));
    expect(await of('linus')).toMatchObject({ kind: 'mention', unread: 2 });
    await follow('grace', 'mentions');
    await readAll('grace');
    await answer('linus', 'Dans le sujet de Grace, sans lui répondre');
    expect(await counter('grace')).toBe(0);
  });
});

describe('levels of circles and tags, and muted members', () => {
  test('a new thread under a tag that I follow, unless I chose less for the thread', async () => {
    await t.as('linus').put('/api/follows/tags', { tag: 'bail', level: 'everything' });
    const tagged = await open({ tags: ['bail'] });
    expect(await of('linus', tagged)).toMatchObject({ kind: 'follow', unread: 1 });
    await t.as('linus').put(`/api/threads/${tagged}/follow`, { level: 'mentions' });
    await answer('grace', 'Suite', {}, tagged);
    expect(await of('linus', tagged)).toMatchObject({ count: 1 });
    await t.as('linus').put('/api/follows/tags', { tag: 'bail', level: 'nothing' });
    await t.as('linus').put(`/api/threads/${tagged}/follow`, { level: null });
    await answer('grace', named('linus'), {}, tagged);
    expect(await of('linus', tagged)).toBeUndefined();
    await t.as('linus').put('/api/follows/tags', { tag: 'bail', level: null });
  });

  test('a member whom I muted tells me of nothing', async () => {
    await t.as('linus').put('/api/follows/mutes', { member_id: cast.grace.id, muted: true });
    await answer('grace', named('linus'));
    expect([await counter('linus'), await of('linus')]).toEqual([0, undefined]);
    await t.as('linus').put('/api/follows/mutes', { member_id: cast.grace.id, muted: false });
    expect(await counter('linus')).toBe(1);
  });
});

describe('edits and removals', () => {
  const edit = (postId: string, body: string) => t.as('grace').patch(`/api/posts/${postId}`, { body });

  test('an edit that adds a mention tells that person alone, even who had read past it', async () => {
    await follow('newt', 'everything');
    await follow('linus', 'everything');
    const post = await answer('grace', 'Sans nom');
    for (const who of ['linus', 'newt'] as const)
      await t.as(who).put(`/api/threads/${id}/read`, { position: 2 });
    const before = await of('newt');
    await edit(post.id, named('linus'));
    expect(await of('linus')).toMatchObject({ kind: 'mention', unread: 1, open: { position: 2 } });
    expect(await of('newt')).toEqual(before);
    expect(await rows(`event_id = '${post.id}'`)).toHaveLength(2);
  });

  test('a mention that is taken out leaves the reason behind it, or nothing', async () => {
    await follow('linus', 'everything');
    const post = await answer('grace', `${named('linus')} ${named('newt')}`);
    expect(await of('newt')).toMatchObject({ kind: 'mention' });
    await edit(post.id, 'Sans nom');
    expect(await of('newt')).toBeUndefined();
    expect(await of('linus')).toMatchObject({ kind: 'follow', unread: 1 });
  });

  test('what is deleted or hidden is withdrawn, and comes back with the post', async () => {
    const [gone, hidden] = [await answer('grace', named('linus')), await answer('grace', named('linus'))];
    await t.as('grace').delete(`/api/posts/${gone.id}`);
    expect(await of('linus')).toMatchObject({ count: 1 });
    const moderate = (act: string) =>
      t.as('mo').post(`/api/moderation/posts/${hidden.id}/${act}`, { reason: 'x' });
    await moderate('hide');
    expect([await counter('linus'), await of('linus')]).toEqual([0, undefined]);
    await moderate('restore');
    expect(await counter('linus')).toBe(1);
  });

  test('a post that is moved into another thread takes along what it told of', async () => {
    const into = await open({ title: 'Celui qui reste' });
    await answer('grace', named('linus'));
    const merged = await t
      .as('mo')
      .post(`/api/moderation/threads/${id}/merge`, { into_id: into, reason: 'Le même sujet' });
    expect(merged.statusCode, merged.body).toBeLessThan(300);
    expect(await of('linus')).toBeUndefined();
    expect(await of('linus', into)).toMatchObject({ title: 'Celui qui reste', unread: 1 });
    await t.as('linus').put(`/api/threads/${into}/read`, { position: 9 });
    expect(await counter('linus')).toBe(0);
  });

  test('who loses the right is told of nothing any more, and nothing of it is counted', async () => {
    const circle = await makeCircle(t.services, 'Industrie', ['grace', 'linus']);
    const secret = await open({ audience_id: circle.audienceId, title: 'Secret' });
    await answer('grace', named('linus'), {}, secret);
    expect(await of('linus', secret)).toMatchObject({ unread: 1 });
    await t.as('linus').post(`/api/circles/${circle.id}/leave`, {});
    expect([await counter('linus'), await of('linus', secret)]).toEqual([0, undefined]);
    await answer('grace', named('linus'), {}, secret);
    expect(JSON.stringify(await groups('linus'))).not.toContain('Secret');
  });
});

describe('read anywhere is read everywhere', () => {
  test('the mark in the thread reads what it passes, and gives it back when it moves back', async () => {
    await follow('linus', 'everything');
    await answer('grace', 'Un');
    await answer('grace', 'Deux');
    const mark = (body: object) => t.as('linus').put(`/api/threads/${id}/read`, body);
    await mark({ position: 2 });
    expect(await of('linus')).toMatchObject({ unread: 1, open: { position: 3 } });
    await mark({ position: 3 });
    expect([await counter('linus'), (await of('linus'))?.unread]).toEqual([0, 0]);
    await mark({ position: 1, back: true });
    expect(await of('linus')).toMatchObject({ unread: 2 });
    const sweep = (await t.as('linus').post('/api/threads/read', {})).json();
    expect(await counter('linus')).toBe(0);
    await t.as('linus').delete(`/api/threads/read/${sweep.id}`);
    expect(await of('linus')).toMatchObject({ unread: 2 });
  });

  test('all at once, and taken back: exactly what was marked, but for what was read since', async () => {
    const undo = (who: Name, of: string) => t.as(who).delete(`/api/notifications/read/${of}`);
    const { position } = await answer('grace', named('linus'));
    await answer('grace', named('linus'));
    const { undo_id: act } = (await readAll('linus')).json();
    expect(await counter('linus')).toBe(0);
    expect((await undo('newt', act)).statusCode).toBe(404);
    expect((await t.guest.delete(`/api/notifications/read/${act}`)).statusCode).toBe(401);
    t.travel(1000);
    await answer('grace', named('linus'));
    await t.as('linus').put(`/api/threads/${id}/read`, { position });
    expect((await undo('linus', act)).json()).toEqual({ notifications: 1 });
    expect(await of('linus')).toMatchObject({ unread: 2, open: { position: position + 1 } });
    expect((await undo('linus', act)).statusCode).toBe(404);
    expect((await read('linus', { until: '2020-01-01T00:00:00Z' })).json()).toMatchObject({ undo_id: null });
    await readAll('linus');
  });

  test('opened, or all until a moment, and the other pages hear of it', async () => {
    await answer('grace', named('linus'));
    const socket = await openSocket(t.app, await t.as('linus').headers());
    socket.send({ type: 'watch', topic: 'me' });
    await socket.next((m) => m.type === 'watching');
    const { open: opened, last_at: at } = await toldOf('linus');
    t.travel(1000);
    await answer('grace', named('linus'));
    socket.received.length = 0;
    const swept = (await read('linus', { until: at })).json();
    expect(swept).toEqual({ notifications: 1, undo_id: expect.any(String) });
    expect(await socket.next((m) => m.type === 'notice')).toMatchObject({ topic: 'me' });
    expect(await of('linus')).toMatchObject({ unread: 1 });
    await read('linus', { id: opened.id });
    expect(await of('linus')).toMatchObject({ unread: 1 });
    await answer('grace', named('linus'));
    await read('linus', { opened_id: id });
    expect(await of('linus')).toMatchObject({ unread: 2 });
    await read('linus', { subject_id: id });
    expect(await counter('linus')).toBe(0);
    await socket.close();
  });

  test('others’ notifications are not touched', async () => {
    await answer('grace', named('linus'));
    const { open: opened } = await toldOf('linus');
    for (const body of [
      { id: opened.id },
      { until: t.services.clock().toISOString() },
      { subject_id: id },
      { opened_id: id },
    ])
      expect((await read('newt', body)).statusCode).toBe(200);
    expect(await counter('linus')).toBe(1);
  });
});

describe('other events', () => {
  test('a finished thread is news to its author and followers, not to who ended it, and not once reopened', async () => {
    await follow('linus', 'everything');
    const finish = (finished: boolean) =>
      t.as('mo').patch(`/api/threads/${id}`, { finished, reason: 'Réglé' });
    expect((await finish(true)).statusCode).toBeLessThan(300);
    for (const who of ['grace', 'linus'] as const)
      expect(await of(who)).toMatchObject({ kind: 'closed', by: null, open: { position: null } });
    expect(await of('mo')).toBeUndefined();
    await finish(false);
    expect(await of('linus')).toBeUndefined();
    await finish(true);
    expect((await read('linus', { opened_id: id })).json().notifications).toBe(0);
  });

  test('a card passed to me, and a vouch on my card, as long as they stand', async () => {
    const card = await makeCard(t, 'grace', 'Yara Benali');
    await t.as('grace').post(`/api/cards/${card}/passes`, { member_id: cast.linus.id });
    expect(await of('linus', card)).toMatchObject({
      subject: 'card',
      kind: 'card',
      by: { name: 'Grace Morel' },
    });
    expect((await of('linus', card))?.title).toContain('Yara Benali');
    const vouch = vouchOn(await makeEngagement(t, 'linus'));
    await t.as('linus').put(`/api/cards/${card}/vouch`, vouch);
    expect(await of('grace', card)).toMatchObject({ kind: 'vouch', count: 1, by: { name: 'Linus Faure' } });
    await readAll('grace');
    await t.as('linus').put(`/api/cards/${card}/vouch`, vouch);
    expect(await of('grace', card)).toMatchObject({ count: 1, unread: 0 });
    await t.as('linus').delete(`/api/cards/${card}/vouch`);
    expect(await of('grace', card)).toBeUndefined();
  });

  test('an evaluation in my benchmark, once it is submitted', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1]);
    expect(await of('grace', benchmark.id)).toMatchObject({
      subject: 'benchmark',
      kind: 'evaluation',
      by: { name: 'Linus Faure' },
    });
  });
});

describe('settings', () => {
  const settings = (body: object) => t.as('linus').patch('/api/notifications/settings', body);

  test('a kind that is turned off is neither listed nor counted, until it is on again', async () => {
    await follow('linus', 'everything');
    await answer('grace', 'Un');
    const off = await settings({ kinds: [{ kind: 'follow', app: false, mail: 'never' }] });
    expect(off.json().kinds).toContainEqual({ kind: 'follow', app: false, mail: 'never' });
    expect([await counter('linus'), await of('linus')]).toEqual([0, undefined]);
    await answer('grace', named('linus'));
    expect(await of('linus')).toMatchObject({ kind: 'mention', count: 1 });
    await settings({ kinds: [{ kind: 'follow', app: true, mail: 'never' }] });
    expect(await of('linus')).toMatchObject({ count: 2 });
  });

  test('bad shapes are refused and change nothing', async () => {
    const before = (await t.as('linus').get('/api/notifications/settings')).json();
    const badHour = { hour: 24 };
    const twice = { kinds: [0, 1].map(() => ({ kind: 'follow', app: false, mail: 'never' })) };
    for (const body of [{ kinds: [{ kind: 'nothing', app: true, mail: 'never' }] }, twice, badHour])
      expect((await settings(body)).statusCode).toBe(422);
    for (const body of [{}, { id: newId(), subject_id: id }, { until: 'hier' }])
      expect((await read('linus', body)).statusCode).toBe(422);
    expect((await t.guest.get('/api/notifications')).statusCode).toBe(401);
    expect((await t.as('linus').get('/api/notifications/settings')).json()).toEqual(before);
  });
});

test('a reply that 200 members follow sends as many statements as one that nobody follows', async () => {
  const ask = (thread: string) => () =>
    t.as('grace').post(`/api/threads/${thread}/posts`, { body: 'Un mot' });
  await ask(id)();
  const few = await countStatements(ask(id));
  const crowd = Array.from({ length: 200 }, (_, i) => ({
    id: newId(),
    name: `Suiveuse ${i}`,
    email: `suiveuse${i}@example.test`,
    role: 'member' as const,
  }));
  for (const member of crowd) await castMember(t.services, member);
  await t.services.pool.query(`insert into follows (member_id, thread_id) select unnest($1::uuid[]), $2`, [
    crowd.map((member) => member.id),
    id,
  ]);
  const many = await countStatements(ask(id));
  expect(many.value.statusCode).toBe(201);
  expect(many.statements.length).toBe(few.statements.length);
  expect(await rows(`event_id = '${many.value.json().id}'`)).toHaveLength(200);
});
