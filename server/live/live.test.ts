import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCodes, type ServerMessage, type Topic } from '@cenacle/shared/live/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';
import { openSocket, type TestSocket } from '../../test/socket.ts';
import { newId } from '../database.ts';
import { hashSecret } from '../members/secrets.ts';
import { unanswered, type Connection } from './connection.ts';
import { findMemberBySession } from '../sessions/queries.ts';

/** Rights that are gone must be gone from every socket within this time. */
const revokedMsMax = 2_000;

let t: TestApp;
const sockets: TestSocket[] = [];

beforeAll(async () => {
  t = await makeApp();
});
afterAll(async () => {
  for (const socket of sockets) await socket.close();
  await t.close();
});

async function page(who: Name): Promise<TestSocket> {
  const socket = await openSocket(t.app, await t.as(who).headers());
  sockets.push(socket);
  return socket;
}
const open = async (who: Name, more: object = {}): Promise<string> =>
  (
    await t.as(who).post('/api/threads', { kind: 'discussion', title: 'Sujet', body: 'Ouverture', ...more })
  ).json().id;
const reply = (who: Name, id: string) =>
  t.as(who).post(`/api/threads/${id}/posts`, { body: 'canari-de-texte' });
const watching = (topic: Topic) => (m: ServerMessage) => m.type === 'watching' && m.topic === topic;
const notice = (topic: Topic) => (m: ServerMessage) => m.type === 'notice' && m.topic === topic;
const present = (topic: Topic) => (m: ServerMessage) => m.type === 'present' && m.topic === topic;
async function watch(socket: TestSocket, topic: Topic) {
  socket.send({ type: 'watch', topic });
  return socket.next(watching(topic));
}

/** A connection of Linus without a socket, that was told of this much of a topic. */
async function bareConnection(topic: Topic, told: number, heard: ServerMessage[]): Promise<Connection> {
  const token = (await t.as('linus').headers()).cookie?.split('=')[1] ?? '';
  const signed = await findMemberBySession(t.services.db, hashSecret(token), new Date());
  if (!signed) throw new Error('Linus is signed in.');
  const { member } = signed;
  return {
    member,
    reload: () => Promise.resolve(member),
    send: (message) => void heard.push(message),
    close: () => undefined,
    watches: new Map([[topic, told]]),
  };
}

describe('notices', () => {
  test('a reply reaches who watches the thread, as a number and never as content', async () => {
    const id = await open('grace');
    const socket = await page('linus');
    expect(await watch(socket, `thread:${id}`)).toEqual({ type: 'watching', topic: `thread:${id}`, head: 1 });
    await watch(socket, 'threads');
    await reply('grace', id);
    expect(await socket.next(notice(`thread:${id}`))).toEqual({
      type: 'notice',
      topic: `thread:${id}`,
      name: 'thread.changed',
      head: 2,
    });
    expect(await socket.next(notice('threads'))).toMatchObject({ name: 'threads.changed', thread_id: id });
    expect(JSON.stringify(socket.received)).not.toContain('canari');
  });

  test('many pages that hear of one reply are asked to spread what they fetch', async () => {
    const id = await open('grace');
    const topic: Topic = `thread:${id}`;
    const one = await page('linus');
    await watch(one, topic);
    const heard: ServerMessage[] = [];
    const others = await Promise.all(Array.from({ length: 29 }, () => bareConnection(topic, 1, heard)));
    for (const other of others) t.services.hub.add(other);
    await reply('grace', id);
    const told = await one.next(notice(topic));
    // Thirty pages, and eight milliseconds for each.
    expect(told).toMatchObject({ head: 2, within: 240 });
    expect(heard).toEqual(Array(29).fill(told));
    for (const other of others) t.services.hub.remove(other);
  });

  test('a watch that is still being answered is told nothing by the look at the tables', async () => {
    const topic: Topic = `thread:${await open('grace')}`;
    const heard: ServerMessage[] = [];
    const asking = await bareConnection(topic, unanswered, heard);
    const behind = await bareConnection(topic, 0, heard);
    for (const one of [asking, behind]) t.services.hub.add(one);
    await expect.poll(() => behind.watches.get(topic), { timeout: 5_000 }).toBe(1);
    for (const one of [asking, behind]) t.services.hub.remove(one);
    expect(heard).toHaveLength(1);
    expect(asking.watches.get(topic)).toBe(unanswered);
  });

  test('edits and deletions are told too', async () => {
    const id = await open('grace');
    const socket = await page('linus');
    await watch(socket, `thread:${id}`);
    const post = (await reply('grace', id)).json();
    await t.as('grace').patch(`/api/posts/${post.id}`, { body: 'corrigé' });
    await t.as('grace').delete(`/api/posts/${post.id}`);
    await socket.next((m) => notice(`thread:${id}`)(m) && 'head' in m && m.head === 4);
  });

  test('being named moves one’s own counters', async () => {
    const socket = await page('newt');
    await watch(socket, 'me');
    await t.as('grace').post('/api/threads', {
      kind: 'discussion',
      title: 'x',
      body: `[@Newt](member:${cast.newt.id})`,
    });
    expect(await socket.next(notice('me'))).toMatchObject({ name: 'me.changed' });
  });

  test('a change that was not told is found by its head within two seconds', async () => {
    const id = await open('grace');
    const socket = await page('linus');
    await watch(socket, `thread:${id}`);
    await t.services.pool.query('update threads set change_seq = 7 where id = $1', [id]);
    expect(await socket.next(notice(`thread:${id}`))).toMatchObject({ head: 7 });
  });

  test('another process on the same database tells this one’s pages', async () => {
    const id = await open('grace');
    const socket = await page('linus');
    await watch(socket, `thread:${id}`);
    const telling = {
      kind: 'thread',
      threadId: id,
      audienceId: '00000000-0000-7000-8000-000000000001',
      head: 9,
    };
    await t.services.pool.query('select pg_notify($1, $2)', [
      'cenacle_live',
      JSON.stringify({ from: 'another', telling }),
    ]);
    expect(await socket.next(notice(`thread:${id}`))).toMatchObject({ head: 9 });
  });

  test('typing is passed on to the other watchers and to nobody else', async () => {
    const id = await open('grace');
    const [grace, linus, outside] = [await page('grace'), await page('linus'), await page('mallory')];
    await watch(grace, `thread:${id}`);
    await watch(linus, `thread:${id}`);
    linus.send({ type: 'typing', topic: `thread:${id}` });
    expect(await grace.next((m) => m.type === 'typing')).toMatchObject({ member_id: cast.linus.id });
    expect(outside.received).toEqual([]);
  });

  test('typing and presence come from other processes too', async () => {
    const id = await open('grace');
    const topic: Topic = `thread:${id}`;
    const grace = await page('grace');
    await watch(grace, topic);
    const said = { topic, memberId: cast.linus.id, name: cast.linus.name };
    const tell = (telling: object) =>
      t.services.pool.query('select pg_notify($1, $2)', [
        'cenacle_live',
        JSON.stringify({ from: 'another', telling: { ...telling, ...said } }),
      ]);
    await tell({ kind: 'typing' });
    expect(await grace.next((m) => m.type === 'typing')).toMatchObject({ name: 'Linus Faure' });
    await tell({ kind: 'present', here: true });
    expect(await grace.next(present(topic))).toMatchObject({ members: [{ id: cast.linus.id }], count: 1 });
    await tell({ kind: 'present', here: false });
    expect(await grace.next(present(topic))).toMatchObject({ members: [], count: 0 });
  });
});

describe('presence', () => {
  const presence = (who: Name, on: boolean) => t.as(who).patch('/api/me', { presence: on });

  test('says to readers who else reads, once for all pages of a member, until the last is gone', async () => {
    const id = await open('grace');
    const topic: Topic = `thread:${id}`;
    const [grace, desk, phone] = [await page('grace'), await page('linus'), await page('linus')];
    for (const socket of [grace, desk, phone]) {
      await watch(socket, topic);
      socket.send({ type: 'here', topic });
    }
    const linus = { id: cast.linus.id, name: 'Linus Faure' };
    expect(await grace.next((m) => m.type === 'present' && m.count === 1)).toMatchObject({
      members: [linus],
    });
    expect(await desk.next((m) => m.type === 'present' && m.count === 1)).toMatchObject({
      members: [{ id: cast.grace.id }],
    });
    desk.send({ type: 'away', topic });
    phone.send({ type: 'unwatch', topic });
    expect(await grace.next((m) => m.type === 'present' && m.count === 0)).toMatchObject({ members: [] });
    desk.send({ type: 'here', topic });
    await grace.next((m) => m.type === 'present' && m.count === 1);
    await desk.close();
    await grace.next((m) => m.type === 'present' && m.count === 0);
  });

  test('who turned it off is not seen, and sees nobody, from that moment on', async () => {
    const id = await open('grace');
    const topic: Topic = `thread:${id}`;
    const [grace, linus] = [await page('grace'), await page('linus')];
    for (const socket of [grace, linus]) {
      await watch(socket, topic);
      socket.send({ type: 'here', topic });
    }
    await grace.next((m) => m.type === 'present' && m.count === 1);
    expect((await presence('linus', false)).json()).toMatchObject({ presence: false });
    await grace.next((m) => m.type === 'present' && m.count === 0);
    linus.received.length = 0;
    grace.send({ type: 'typing', topic });
    linus.send({ type: 'typing', topic });
    linus.send({ type: 'here', topic });
    await reply('grace', id);
    await linus.next(notice(topic));
    await grace.next(notice(topic));
    expect(
      [...linus.received, ...grace.received].filter((m) => m.type === 'typing' || m.type === 'present'),
    ).toEqual([]);
    await presence('linus', true);
  });

  test('nobody is here in a thread that they may not read', async () => {
    const circle = await makeCircle(t.services, 'Entre nous', ['grace', 'linus']);
    const id = await open('grace', { audience_id: circle.audienceId });
    const topic: Topic = `thread:${id}`;
    const [grace, outside] = [await page('grace'), await page('mallory')];
    await watch(grace, topic);
    outside.send({ type: 'watch', topic });
    outside.send({ type: 'here', topic });
    outside.send({ type: 'typing', topic });
    await outside.next((m) => m.type === 'refused');
    outside.send({ type: 'here', topic });
    outside.send({ type: 'ping' });
    await outside.next((m) => m.type === 'pong');
    await reply('linus', id);
    await grace.next(notice(topic));
    expect(grace.received.filter((m) => m.type === 'typing' || m.type === 'present')).toEqual([]);
    expect(outside.received).toEqual([]);
  });
});

describe('what one may not see', () => {
  test('an unseen thread is refused exactly as a random one, and tells nothing', async () => {
    const circle = await makeCircle(t.services, 'Fermé', ['grace']);
    const id = await open('grace', { audience_id: circle.audienceId });
    const socket = await page('mallory');
    await watch(socket, 'threads');
    const refusal = async (threadId: string) => {
      socket.send({ type: 'watch', topic: `thread:${threadId}` });
      const answer = await socket.next((m) => m.type === 'refused');
      return JSON.stringify(answer).replace(threadId, 'ID');
    };
    expect(await refusal(id)).toBe(await refusal(newId()));
    await reply('grace', id);
    socket.send({ type: 'ping' });
    await socket.next((m) => m.type === 'pong');
    expect(socket.received).toEqual([]);
  });

  test('a guest gets no socket, nor does another site', async () => {
    await expect(openSocket(t.app, {})).rejects.toThrow('401');
    const headers = await t.as('grace').headers();
    await expect(openSocket(t.app, { ...headers, origin: 'https://evil.example' })).rejects.toThrow('403');
  });

  test.each([
    'nonsense',
    '[]',
    '{"type":"watch"}',
    '{"type":"watch","topic":"thread:x"}',
    '{"type":"steal","topic":"me"}',
  ])('the message %s is refused and the socket goes on', async (message) => {
    const socket = await page('grace');
    socket.send(message);
    expect(await socket.next((m) => m.type === 'refused')).toMatchObject({ code: 'bad_message' });
    socket.send({ type: 'ping' });
    await socket.next((m) => m.type === 'pong');
  });
});

describe('rights that end', () => {
  test('leaving a circle drops the watch of its threads', async () => {
    const circle = await makeCircle(t.services, 'Quitté', ['grace', 'newt']);
    const id = await open('grace', { audience_id: circle.audienceId });
    const socket = await page('newt');
    await watch(socket, `thread:${id}`);
    const from = Date.now();
    await t.as('newt').post(`/api/circles/${circle.id}/leave`);
    expect(await socket.next((m) => m.type === 'refused')).toMatchObject({ topic: `thread:${id}` });
    expect(Date.now() - from).toBeLessThan(revokedMsMax);
    await reply('grace', id);
    socket.send({ type: 'ping' });
    await socket.next((m) => m.type === 'pong');
    expect(socket.received.filter(notice(`thread:${id}`))).toEqual([]);
  });

  test('a suspension closes the member’s sockets', async () => {
    const socket = await page('mallory');
    const from = Date.now();
    await t.as('mo').patch(`/api/members/${cast.mallory.id}`, { state: 'suspended', reason: 'Essai' });
    expect(await socket.closed).toBe(closeCodes.signedOut);
    expect(Date.now() - from).toBeLessThan(revokedMsMax);
  });

  test('a session that ended somewhere else closes its socket, though nobody told', async () => {
    const socket = await page('ada');
    const from = Date.now();
    await t.services.pool.query('delete from sessions where member_id = $1', [cast.ada.id]);
    expect(await socket.closed).toBe(closeCodes.signedOut);
    expect(Date.now() - from).toBeLessThan(revokedMsMax);
  });
});
