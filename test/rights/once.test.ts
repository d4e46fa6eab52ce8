import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret, newSecret } from '../../server/members/secrets.ts';
import { newId } from '../../server/database.ts';
import { makeApp, makeTwin, type Caller, type TestApp } from '../app.ts';
import { cast } from '../cast.ts';
import { codeIn, linkIn, readMails } from '../mails.ts';

/** Uses of one thing at the same time, half of them on each of two processes. */
const uses = 50;

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

/** Does it as often as `uses` says at once, and counts the answers by status. */
async function atOnce(use: (on: TestApp, i: number) => ReturnType<Caller['post']>) {
  const replies = await Promise.all(Array.from({ length: uses }, (_, i) => use(i % 2 === 0 ? t : twin, i)));
  const counts: Record<number, number> = {};
  for (const { statusCode } of replies) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  return { replies, counts };
}

/** The newest mail to the address, whichever of the two sends it. */
async function lastMailTo(email: string) {
  await t.services.mailer.settled();
  await twin.services.mailer.settled();
  return (await readMails(t.services.config.dataDir, email))[0];
}

const countOf = async (query: string, ...values: unknown[]): Promise<number> =>
  Number((await t.services.pool.query(query, values)).rows[0].count);

test('an invitation makes one member', async () => {
  const email = 'once@example.test';
  const secret = newSecret();
  await t.services.pool.query(
    `insert into invitations (id, email, language, token_hash, sponsor_id, expires_at) values ($1, $2, 'fr', $3, $4, now() + interval '1 day')`,
    [newId(), email, hashSecret(secret), cast.grace.id],
  );
  const { counts } = await atOnce((on, i) =>
    on.guest.post('/api/invitation/accept', {
      token: secret,
      name: `Une seule ${i}`,
      password: 'un mot de passe neuf',
      language: 'fr',
      zone: 'Europe/Paris',
      charter: true,
    }),
  );
  expect(counts).toEqual({ 201: 1, 404: uses - 1 });
  expect(await countOf('select count(*) from members where email = $1', email)).toBe(1);
});

test('a code opens one session', async () => {
  const { email, id } = cast.newt;
  await t.guest.post('/api/session/code', { email });
  const code = codeIn(await lastMailTo(email));
  const { counts } = await atOnce((on) => on.guest.post('/api/session/code/verify', { email, code }));
  expect(counts).toEqual({ 200: 1, 401: uses - 1 });
  expect(await countOf('select count(*) from sessions where member_id = $1', id)).toBe(1);
});

test('a reset link sets one password', async () => {
  const { email } = cast.mallory;
  await t.guest.post('/api/password/reset', { email });
  const token =
    linkIn(await lastMailTo(email))
      .split('/')
      .at(-1) ?? '';
  const { replies, counts } = await atOnce((on, i) =>
    on.guest.post('/api/password/reset/finish', { token, password: `un mot de passe neuf ${i}` }),
  );
  expect(counts).toEqual({ 200: 1, 404: uses - 1 });
  const winner = replies.findIndex(({ statusCode }) => statusCode === 200);
  const signedIn = await t.guest.post('/api/session', { email, password: `un mot de passe neuf ${winner}` });
  expect(signedIn.statusCode).toBe(200);
});

test('a key makes one thread and one reply, and every answer is the same', async () => {
  const opening = { kind: 'discussion', title: 'Une fois', body: 'x' };
  const headers = { ...(await t.as('grace').headers()), 'idempotency-key': 'une-seule-fois' };
  const threads = await atOnce((on) => on.with(headers).post('/api/threads', opening));
  expect(threads.counts).toEqual({ 201: uses });
  expect(new Set(threads.replies.map(({ body }) => body)).size).toBe(1);
  expect(await countOf(`select count(*) from threads where title = 'Une fois'`)).toBe(1);

  const { id } = JSON.parse(threads.replies[0]?.body ?? '');
  const again = { ...headers, 'idempotency-key': 'une-seule-reponse' };
  const replies = await atOnce((on) =>
    on.with(again).post(`/api/threads/${id}/posts`, { body: 'Une réponse' }),
  );
  expect(replies.counts).toEqual({ 201: uses });
  expect(new Set(replies.replies.map(({ body }) => body)).size).toBe(1);
  expect(await countOf('select count(*) from posts where thread_id = $1', id)).toBe(2);
});

test('many replies at once are numbered without a gap, and counted', async () => {
  const thread = (
    await t.as('grace').post('/api/threads', { kind: 'discussion', title: 'À plusieurs', body: 'x' })
  ).json();
  const headers = await t.as('linus').headers();
  const { counts } = await atOnce((on, i) =>
    on.with(headers).post(`/api/threads/${thread.id}/posts`, { body: `${i}` }),
  );
  expect(counts).toEqual({ 201: uses });
  const { rows } = await t.services.pool.query(
    'select array_agg(position order by change_seq) as positions from posts where thread_id = $1',
    [thread.id],
  );
  expect(rows[0].positions).toEqual(Array.from({ length: uses + 1 }, (_, i) => i + 1));
  const seen = (await twin.with(headers).get(`/api/threads/${thread.id}`)).json();
  expect([seen.reply_count, seen.head]).toEqual([uses, uses + 1]);
});

test(
  'two who edit the same text a hundred times never overwrite one another unseen',
  { timeout: 120_000 },
  async () => {
    const thread = (
      await t.as('ada').post('/api/threads', { kind: 'discussion', title: 'À deux', body: '0' })
    ).json();
    const { items } = (await t.as('ada').get(`/api/threads/${thread.id}/posts`)).json();
    const headers = await t.as('ada').headers();
    const url = `/api/posts/${items[0].id}`;
    let saved = 0;
    async function edit(on: TestApp): Promise<void> {
      for (let done = 0; done < 100;) {
        const { version, source } = (await on.with(headers).get(url)).json();
        const reply = await on.with(headers).patch(url, { body: String(Number(source) + 1), version });
        expect([200, 409]).toContain(reply.statusCode);
        if (reply.statusCode !== 200) continue;
        done += 1;
        saved += 1;
      }
    }
    await Promise.all([edit(t), edit(twin)]);
    const last = (await t.with(headers).get(url)).json();
    expect([saved, last.source, last.version]).toEqual([200, '200', 201]);
  },
);
