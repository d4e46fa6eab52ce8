import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCodes } from '@cenacle/shared/live/contract.ts';
import { makeApp, makeTwin, type Caller, type TestApp } from '../app.ts';
import { cast } from '../cast.ts';
import { makeCircle, makeMember } from '../make.ts';
import { openSocket, type TestSocket } from '../socket.ts';
import { uploaded } from '../upload.ts';

/** What is taken away is gone everywhere within this time. */
const revocationMs = 2_000;

/** The member reads on the twin what is taken away on the first: two processes of one community. */
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

interface Reader {
  id: string;
  email: string;
  session: Caller;
  program: Caller;
  headers: Record<string, string>;
  socket: TestSocket;
  threadId: string;
  circleId: string;
  fileUrl: string;
}

let made = 0;

/** A member in a circle with Grace, who watches a thread of it, has a file of it, and a program. */
async function makeReader(): Promise<Reader> {
  made += 1;
  const email = `lecteur${made}@example.test`;
  const { id } = await makeMember(t.services, `Lecteur ${made}`, email);
  const circle = await makeCircle(t.services, `Cercle ${made}`, ['grace']);
  await t.as('grace').post(`/api/circles/${circle.id}/invitations`, { member_id: id });
  await t.as(email).post(`/api/circle-invitations/${circle.id}`, { answer: 'join' });
  const file = await uploaded(t, t.as('grace'), 'a.txt', `texte ${made}`);
  const opened = await t.as('grace').post('/api/threads', {
    kind: 'discussion',
    title: `Fil ${made}`,
    body: `[a](/api/files/${file.id})`,
    audience_id: circle.audienceId,
  });
  const token = (await twin.as(email).post('/api/tokens', { name: 'p', scope: 'read', days: 1 })).json();
  const headers = await twin.as(email).headers();
  const socket = await openSocket(twin.app, headers);
  const topic = `thread:${opened.json().id}`;
  socket.send(JSON.stringify({ type: 'watch', topic }));
  await socket.next((message) => message.type === 'watching');
  return {
    id,
    email,
    session: twin.with(headers),
    program: twin.with({ authorization: `Bearer ${token.secret}` }),
    headers,
    socket,
    threadId: opened.json().id,
    circleId: circle.id,
    fileUrl: `/api/files/${file.id}/a.txt`,
  };
}

/** The statuses with which the twin answers for the thread and its file, by cookie and by token. */
const readsOf = async ({ session, program, threadId, fileUrl }: Reader): Promise<number[]> =>
  Promise.all(
    [session, program].flatMap((caller) =>
      [`/api/threads/${threadId}`, fileUrl].map(async (path) => (await caller.get(path)).statusCode),
    ),
  );

async function within<T>(promise: Promise<T>): Promise<T> {
  const from = performance.now();
  const value = await promise;
  expect(performance.now() - from).toBeLessThan(revocationMs);
  return value;
}

const closedAs = (reader: Reader) => within(reader.socket.closed);
const refusedIn = (reader: Reader) =>
  within(reader.socket.next(({ type }) => type === 'refused')).then((message) => {
    expect(message).toMatchObject({ topic: `thread:${reader.threadId}`, code: 'not_found' });
    return reader.socket.close();
  });

describe('within two seconds, on another process', () => {
  test('who is suspended reads nothing and hears nothing more', async () => {
    const reader = await makeReader();
    expect(await readsOf(reader)).toEqual([200, 200, 200, 200]);
    const change = { state: 'suspended', reason: 'Essai' };
    expect((await t.as('mo').patch(`/api/members/${reader.id}`, change)).statusCode).toBe(200);
    expect(await closedAs(reader)).toBe(closeCodes.signedOut);
    expect(await readsOf(reader)).toEqual([401, 401, 401, 401]);
    await expect(openSocket(twin.app, reader.headers)).rejects.toThrow('401');
  });

  test('who is out of the circle reads and hears nothing of it', async () => {
    const reader = await makeReader();
    await t.as('grace').delete(`/api/circles/${reader.circleId}/members/${reader.id}`);
    await refusedIn(reader);
    expect(await readsOf(reader)).toEqual([404, 404, 404, 404]);
  });

  test('who is signed out elsewhere is signed out here; a program goes on', async () => {
    const reader = await makeReader();
    const { items } = (await t.as(reader.email).get('/api/sessions')).json();
    const other = items.find((each: { current: boolean }) => !each.current);
    expect((await t.as(reader.email).delete(`/api/sessions/${other.id}`)).statusCode).toBe(204);
    expect(await closedAs(reader)).toBe(closeCodes.signedOut);
    expect(await readsOf(reader)).toEqual([401, 401, 200, 200]);
  });

  test('a program whose token is revoked reads nothing, and its socket ends', async () => {
    const reader = await makeReader();
    const token = (
      await twin.as(reader.email).post('/api/tokens', { name: 'q', scope: 'read', days: 1 })
    ).json();
    const socket = await openSocket(twin.app, { authorization: `Bearer ${token.secret}` });
    const { items } = (await reader.session.get('/api/tokens')).json();
    expect(items).toHaveLength(2);
    for (const { id } of items) await t.as(reader.email).delete(`/api/tokens/${id}`);
    expect(await within(socket.closed)).toBe(closeCodes.signedOut);
    expect(await readsOf(reader)).toEqual([200, 200, 401, 401]);
    await reader.socket.close();
  });

  test('who watches a thread that is moved away from them hears nothing more', async () => {
    const reader = await makeReader();
    const circle = await makeCircle(t.services, 'Plus étroit', ['grace', 'mo']);
    const opened = await t
      .as('grace')
      .post('/api/threads', { kind: 'discussion', title: 'Ouvert', body: 'x' });
    reader.threadId = opened.json().id;
    reader.socket.send(JSON.stringify({ type: 'watch', topic: `thread:${reader.threadId}` }));
    await reader.socket.next((message) => message.type === 'watching');
    const narrowed = await t.as('mo').post(`/api/moderation/threads/${reader.threadId}/narrow`, {
      audience_id: circle.audienceId,
      reason: 'Un client y est nommé',
    });
    expect(narrowed.statusCode).toBe(204);
    await refusedIn(reader);
    expect((await readsOf(reader)).filter((_, i) => i % 2 === 0)).toEqual([404, 404]);
  });
});

describe('when no notice comes through', () => {
  test('the tables themselves end what was taken away', async () => {
    const reader = await makeReader();
    await t.services.pool.query(
      `update members set state = 'suspended', rights_version = rights_version + 1 where id = $1`,
      [reader.id],
    );
    expect(await closedAs(reader)).toBe(closeCodes.signedOut);
    expect(await readsOf(reader)).toEqual([401, 401, 401, 401]);
  });
});

test('the cast is as it was', async () => {
  expect((await twin.as('grace').get(`/api/members/${cast.grace.id}`)).statusCode).toBe(200);
});
