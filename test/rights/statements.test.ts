import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { makeApp, type Caller, type TestApp } from '../app.ts';
import { makeCard, vouchOn } from '../card.ts';
import { insertMembership } from '../../server/circles/queries.ts';
import { cast, joinedAt, type Player } from '../cast.ts';
import { makeCircle, makeMember, makeProvider } from '../make.ts';
import { countStatements } from '../statements.ts';
import { uploaded } from '../upload.ts';
import { callAs, nameOf } from './asking.ts';
import { table } from './table.ts';
import { castActors, makeWorld, signAll, type World } from './world.ts';

/** Statements of one request, the session's own, `begin` and `commit` among them. */
const readMax = 4;
const replyMax = 8;
/** A reply that also names a member, quotes a post and carries a file, sent with a key. */
const fullReplyMax = 12;

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
});
afterAll(() => t.close());

/** What a request sends, asked for the second time: the first fills what is kept. */
async function statementsOf(
  ask: () => Promise<LightMyRequestResponse>,
  status = 200,
): Promise<{ reply: LightMyRequestResponse; statements: string[] }> {
  await ask();
  const { value: reply, statements } = await countStatements(ask);
  expect(reply.statusCode, reply.body).toBe(status);
  return { reply, statements };
}

const told = (statements: string[]) => `${statements.length} statements:\n${statements.join('\n')}`;

describe('the author reads', () => {
  let world: World;
  let headers: Record<string, string>;
  beforeAll(async () => {
    world = await makeWorld(t);
    headers = (await signAll(t)).author;
  });
  const reads = table.filter(({ route }) => route.method === 'GET');
  test.each(reads.map((row) => [nameOf(row.route), row] as const))('%s', async (_name, row) => {
    const ask = () => callAs(t, headers, row.route, row.ask(world, 'author'));
    const { statements } = await statementsOf(ask, row.expect.author);
    expect(statements.length, told(statements)).toBeLessThanOrEqual(readMax);
  });
});

/**
 * A circle with what each page is made of, `n` times: lists of several, on things that several members worked on. All
 * of it has the word in it.
 */
async function makeContents(
  n: number,
  word: string,
): Promise<{ paths: Record<string, string>; reader: Caller }> {
  const emails = Array.from({ length: n + 1 }, (_, i) => `${word}-${i}@example.test`);
  const people: Player[] = [];
  for (const [i, email] of emails.entries())
    people.push(await makeMember(t.services, `${word} Personne ${i}`, email));
  const { id: circleId, audienceId } = await makeCircle(t.services, `Cercle ${word}`, ['grace']);
  await t.services.db.transaction(async (tx) => {
    for (const { id: memberId } of people)
      await insertMembership(tx, { circleId, memberId, keeper: false, since: joinedAt });
  });
  const [reader, ...others] = emails.map((email) => t.as(email));
  const readerId = people[0]?.id ?? '';
  if (!reader) throw new Error('Nobody reads.');
  const post = async (caller: Caller, path: string, body: object): Promise<{ id: string }> => {
    const reply = await caller.post(path, body);
    if (reply.statusCode >= 300) throw new Error(reply.body);
    return reply.json();
  };
  const put = async (caller: Caller, path: string, body: object): Promise<void> => {
    const reply = await caller.put(path, body);
    if (reply.statusCode >= 300) throw new Error(reply.body);
  };
  const engagement = {
    client: 'Client tu',
    public_label: 'Une PME',
    started_on: '2025-01-01',
    ended_on: '2025-06-30',
  };
  const providerIds = [];
  for (let i = 0; i < n; i++) providerIds.push(await makeProvider(t.services, `${word} Fournisseur ${i}`));

  const sheet = { looking_for: `Un ${word}`, wanted_by: new Date().toISOString().slice(0, 10) };
  const tag = word.toLowerCase();
  let caseId = '';
  for (let i = 0; i < n; i++) {
    const { id } = await post(reader, '/api/threads', {
      kind: 'case',
      title: `${word} clos ${i}`,
      sheet,
      tags: [tag],
      audience_id: audienceId,
    });
    await put(reader, `/api/threads/${id}/outcome`, {
      decision: `Un ${word}`,
      again: 'yes',
      provider_ids: providerIds,
      questions: [`Quel ${word} ?`],
    });
    caseId = id;
    await post(reader, '/api/threads', {
      kind: 'case',
      title: `${word} ouvert ${i}`,
      sheet,
      audience_id: audienceId,
    });
  }
  for (const [i, other] of others.entries()) {
    const about = { kind: 'discussion', title: `${word} discussion ${i}`, audience_id: audienceId };
    await post(other, '/api/threads', { ...about, body: `[@Vous](member:${readerId}), un ${word} ?` });
    await post(other, `/api/threads/${caseId}/posts`, { body: `Un ${word} de plus` });
    const wanted = await post(other, '/api/threads', {
      kind: 'case',
      title: `${word} attendu ${i}`,
      sheet,
      audience_id: audienceId,
    });
    await put(reader, `/api/threads/${wanted.id}/follow`, { level: 'everything' });
  }

  const opened = await reader.post('/api/benchmarks', {
    need: `Un ${word}`,
    audience_id: audienceId,
    criteria: [
      { name: `Tenue du ${word}`, kind: 'rating' },
      { name: 'Livré', kind: 'yesno' },
    ],
    options: providerIds.map((id) => ({ provider_id: id })),
  });
  const benchmark: { id: string; options: { id: string }[]; criteria: { id: string }[] } = opened.json();
  for (const caller of [reader, ...others]) {
    const engagementId = (await post(caller, '/api/engagements', engagement)).id;
    for (const option of benchmark.options)
      await put(caller, `/api/benchmarks/${benchmark.id}/evaluations`, {
        option_id: option.id,
        relation: 'client',
        values: benchmark.criteria.map(({ id }) => ({ criterion_id: id, status: 'known', value: 1 })),
        evidence: { grade: 'finished', engagement_id: engagementId },
        submit: true,
      });
  }

  const cardIds = [];
  for (let i = 0; i < n; i++)
    cardIds.push(
      await makeCard(t, 'grace', `${word} Artisane ${i}`, {
        audience_id: audienceId,
        contact_points: [{ kind: 'email', raw: `${word}-${i}@example.net` }],
      }),
    );
  for (const caller of [reader, ...others]) {
    const engagementId = (await post(caller, '/api/engagements', engagement)).id;
    for (const id of cardIds) await put(caller, `/api/cards/${id}/vouch`, vouchOn(engagementId));
  }
  return {
    reader,
    paths: {
      'GET /api/today': '/api/today',
      'GET /api/threads': '/api/threads',
      'GET /api/threads/:id': `/api/threads/${caseId}`,
      'GET /api/threads/:id/outcomes': `/api/threads/${caseId}/outcomes`,
      'GET /api/threads/:id/posts': `/api/threads/${caseId}/posts`,
      'GET /api/providers': `/api/providers?q=${word}`,
      'GET /api/providers/:id': `/api/providers/${providerIds[0]}`,
      'GET /api/search': `/api/search?q=${word}`,
      'GET /api/search of a kind': `/api/search?q=${word}&kind=thread`,
      'GET /api/knowledge/cases': `/api/knowledge/cases?tag=${tag}`,
      'GET /api/members/:id/work': `/api/members/${readerId}/work`,
      'GET /api/cards': '/api/cards',
      'GET /api/cards/:id': `/api/cards/${cardIds[0]}`,
      'GET /api/benchmarks': '/api/benchmarks',
      'GET /api/benchmarks/:id': `/api/benchmarks/${benchmark.id}`,
      'GET /api/benchmarks/:id/evaluations': `/api/benchmarks/${benchmark.id}/evaluations`,
      'GET /api/benchmarks/:id/ranking': `/api/benchmarks/${benchmark.id}/ranking`,
    },
  };
}

describe('more of everything takes no more statements', () => {
  let one: Awaited<ReturnType<typeof makeContents>>;
  let five: Awaited<ReturnType<typeof makeContents>>;
  beforeAll(async () => {
    one = await makeContents(1, 'Canevas');
    five = await makeContents(5, 'Broderie');
  });
  test.each([
    'GET /api/today',
    'GET /api/threads',
    'GET /api/threads/:id',
    'GET /api/threads/:id/outcomes',
    'GET /api/threads/:id/posts',
    'GET /api/providers',
    'GET /api/providers/:id',
    'GET /api/search',
    'GET /api/search of a kind',
    'GET /api/knowledge/cases',
    'GET /api/members/:id/work',
    'GET /api/cards',
    'GET /api/cards/:id',
    'GET /api/benchmarks',
    'GET /api/benchmarks/:id',
    'GET /api/benchmarks/:id/evaluations',
    'GET /api/benchmarks/:id/ranking',
  ])('%s', async (name) => {
    const few = await statementsOf(() => one.reader.get(one.paths[name] ?? ''));
    const many = await statementsOf(() => five.reader.get(five.paths[name] ?? ''));
    expect(many.reply.body.length).toBeGreaterThan(few.reply.body.length);
    expect(many.statements.length, told(many.statements)).toBe(few.statements.length);
    expect(many.statements.length, told(many.statements)).toBeLessThanOrEqual(readMax);
  });
});

describe('a reply', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(t);
  });
  const reply = async (who: 'grace' | 'linus', body: object, headers: Record<string, string> = {}) => {
    // Signing in is not part of it.
    await t.as(who).headers();
    return countStatements(() => t.as(who).post(`/api/threads/${world.threadId}/posts`, body, headers));
  };

  test('takes few statements, also the first of a member and one with a key', async () => {
    const first = await reply('linus', { body: 'Bonjour' }, { 'idempotency-key': 'premier' });
    expect(first.value.statusCode, first.value.body).toBe(201);
    expect(first.statements.length, told(first.statements)).toBeLessThanOrEqual(replyMax);
    const next = await reply('linus', { body: 'Encore' });
    expect(next.statements.length, told(next.statements)).toBeLessThanOrEqual(replyMax);
  });

  test('takes some more with a mention, a quote and a file, however many of them', async () => {
    const full = async (n: number) => {
      const files = [];
      for (let i = 0; i < n; i++)
        files.push(await uploaded(t, t.as('grace'), `note-${i}.txt`, Buffer.from(`Note ${n} ${i}`)));
      const named = [cast.linus, cast.newt, cast.mo].slice(0, n);
      const body = [
        `> [@Grace](post:${world.postId})\n> Second texte\n`,
        ...named.map(({ id, name }) => `[@${name}](member:${id})`),
        ...files.map(({ id, name }) => `[${name}](file:${id})`),
      ].join('\n');
      return reply('grace', { body, reply_to: world.postId }, { 'idempotency-key': `complet-${n}` });
    };
    const one = await full(1);
    const three = await full(3);
    expect(three.value.statusCode, three.value.body).toBe(201);
    expect(three.statements.length).toBe(one.statements.length);
    expect(one.statements.length, told(one.statements)).toBeLessThanOrEqual(fullReplyMax);
  });
});
