import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';
import { makeCircle } from '../../test/make.ts';
import { openSocket } from '../../test/socket.ts';

let t: TestApp;

beforeAll(async () => {
  t = await makeApp();
});
afterAll(() => t.close());

type Who = 'grace' | 'linus' | 'newt';
const open = async (title: string, more: object = {}): Promise<string> => {
  t.travel(60_000);
  const reply = await t
    .as('grace')
    .post('/api/threads', { kind: 'discussion', title, body: 'Ouverture', ...more });
  return reply.json().id;
};
const answer = (who: Who, id: string) => t.as(who).post(`/api/threads/${id}/posts`, { body: 'Une réponse' });
const read = (who: Who, id: string, position: number) =>
  t.as(who).put(`/api/threads/${id}/read`, { position });
const next = async (who: Who, from?: string) =>
  (await t.as(who).get(`/api/threads/next${from ? `?from=${from}` : ''}`)).json().next;
const counter = async (who: Who): Promise<number> => (await t.as(who).get('/api/me')).json().unread_threads;
const marks = async (): Promise<unknown[]> =>
  (await t.services.pool.query('select member_id, thread_id, position, floor from reads order by 1, 2')).rows;
const sweep = async (who: Who, body: object = {}) => (await t.as(who).post('/api/threads/read', body)).json();
const undo = (who: Who, id: string) => t.as(who).delete(`/api/threads/read/${id}`);

/** Three threads that Linus has begun to read, of which the first has the newest post. */
let ids: string[];
beforeEach(async () => {
  await sweep('linus');
  ids = [];
  for (const title of ['Troisième', 'Deuxième', 'Premier']) {
    const id = await open(title);
    await read('linus', id, 1);
    await answer('grace', id);
    await answer('grace', id);
    ids.unshift(id);
  }
});

describe('the walk', () => {
  test('leads through the unread threads in the order of the list, each at its first unread post', async () => {
    const [first = '', second = '', third = ''] = ids;
    expect(await next('linus')).toEqual({ id: first, position: 1, first_unread: 2 });
    await read('linus', first, 3);
    expect(await next('linus', first)).toMatchObject({ id: second });
    await read('linus', second, 2);
    expect(await next('linus', second)).toMatchObject({ id: third });
    expect(await next('linus', third)).toEqual({ id: second, position: 2, first_unread: 3 });
    await read('linus', second, 3);
    expect(await next('linus', third)).toBeNull();
    await read('linus', third, 3);
    expect(await next('linus')).toBeNull();
  });

  test('changes nothing, and is for members', async () => {
    const before = await marks();
    await next('linus', ids[0]);
    expect(await marks()).toEqual(before);
    expect((await t.guest.get('/api/threads/next')).statusCode).toBe(401);
    expect((await t.as('linus').get('/api/threads/next?from=x')).statusCode).toBe(422);
  });

  test('never leads where the member may not read any more', async () => {
    const { audienceId, id: circleId } = await makeCircle(t.services, 'Trésorerie', ['grace', 'linus']);
    const hidden = await open('Entre nous', { audience_id: audienceId });
    await read('linus', hidden, 1);
    await answer('grace', hidden);
    expect(await next('linus')).toMatchObject({ id: hidden });
    await t.as('linus').post(`/api/circles/${circleId}/leave`);
    expect(await next('linus')).toMatchObject({ id: ids[0] });
    expect(await next('linus', hidden)).toMatchObject({ id: ids[0] });
  });
});

describe('marking all read', () => {
  test('marks every unread thread to its end, and undoing gives exactly the former marks back', async () => {
    const [first = '', second = ''] = ids;
    await read('linus', second, 2);
    const before = await marks();
    const swept = await sweep('linus');
    expect(swept).toMatchObject({ marked: 3, unread_threads: 0 });
    expect(await counter('linus')).toBe(0);
    expect((await t.as('linus').get('/api/threads?unread=1')).json().items).toEqual([]);
    expect((await undo('linus', swept.id)).json()).toEqual({ restored: 3, unread_threads: 3 });
    expect(await marks()).toEqual(before);
    expect(await next('linus')).toEqual({ id: first, position: 1, first_unread: 2 });
    expect((await undo('linus', swept.id)).statusCode).toBe(404);
  });

  test('marks no more than the list shows under its filters', async () => {
    await t.as('grace').patch(`/api/threads/${ids[1]}`, { tags: ['douane'] });
    expect(await sweep('linus', { tag: 'douane' })).toMatchObject({ marked: 1, unread_threads: 2 });
    expect(await sweep('linus', { kind: 'case' })).toMatchObject({ marked: 0, unread_threads: 2 });
    const { id } = await makeCircle(t.services, 'Douanes', ['linus']);
    expect(await sweep('linus', { circle_id: id })).toMatchObject({ marked: 0, unread_threads: 2 });
    expect(await sweep('linus', { kind: 'discussion' })).toMatchObject({ marked: 2, unread_threads: 0 });
  });

  test('moves nobody else’s marks, and nobody else undoes it', async () => {
    await read('newt', ids[0] ?? '', 1);
    const swept = await sweep('linus');
    expect(await counter('newt')).toBe(1);
    const before = await marks();
    expect((await undo('newt', swept.id)).statusCode).toBe(404);
    expect((await t.guest.delete(`/api/threads/read/${swept.id}`)).statusCode).toBe(401);
    expect((await t.guest.post('/api/threads/read', {})).statusCode).toBe(401);
    expect((await t.as('linus').post('/api/threads/read', { tag: 1 })).statusCode).toBe(422);
    expect((await t.as('linus').post('/api/threads/read', { all: true })).statusCode).toBe(422);
    expect(await marks()).toEqual(before);
    await sweep('newt');
  });

  test('tells the member’s other pages, both times, and nobody else’s', async () => {
    const socket = await openSocket(t.app, await t.as('linus').headers());
    const other = await openSocket(t.app, await t.as('newt').headers());
    for (const each of [socket, other]) {
      each.send({ type: 'watch', topic: 'me' });
      await each.next(({ type }) => type === 'watching');
    }
    const { id } = await sweep('linus');
    await socket.next(({ type }) => type === 'notice');
    await undo('linus', id);
    await socket.next(({ type }) => type === 'notice');
    other.send({ type: 'ping' });
    await other.next(({ type }) => type === 'pong');
    expect(other.received.filter(({ type }) => type === 'notice')).toEqual([]);
    for (const each of [socket, other]) await each.close();
  });
});
