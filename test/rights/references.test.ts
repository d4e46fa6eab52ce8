import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientMessage, ServerMessage } from '@cenacle/shared/live/contract.ts';
import { makeApp, type TestApp } from '../app.ts';
import { newId } from '../../server/database.ts';
import { makeProvider } from '../make.ts';
import { openSocket } from '../socket.ts';
import type { Schema } from './mutants.ts';
import { here, references, type Own, type Reference } from './references.ts';
import { table } from './table.ts';
import { castActors, makeWorld } from './world.ts';

let t: TestApp;

beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
  here.world = await makeWorld(t);
  here.own = await makeOwn();
});
afterAll(() => t.close());

async function made(path: string, body: object) {
  const reply = await t.as('mallory').post(path, body);
  if (reply.statusCode >= 300) throw new Error(`${path}: ${reply.body}`);
  return reply.json();
}

async function makeOwn(): Promise<Own> {
  const { id: circleId } = await made('/api/circles', { name: 'Ailleurs' });
  const { id: threadId } = await made('/api/threads', { kind: 'discussion', title: 'Chez moi', body: 'x' });
  const { id: caseId } = await made('/api/threads', {
    kind: 'case',
    title: 'Mon cas',
    sheet: { looking_for: 'x' },
  });
  const providerId = await makeProvider(t.services, 'Octroi Conseil');
  const { id: engagementId } = await made('/api/engagements', {
    client: 'Un client',
    public_label: 'Une ETI',
    started_on: '2025-01-01',
    ended_on: '2025-06-30',
  });
  const benchmark = await made('/api/benchmarks', {
    need: 'Un besoin',
    criteria: [{ name: 'Qualité', kind: 'rating' }],
    options: [{ provider_id: providerId }],
  });
  const { id: cardId } = await made('/api/cards', {
    firm: 'Octroi Conseil',
    source: 'Vue à l’œuvre',
    for_what: 'Tout',
    stance: 'deploys',
  });
  return {
    circleId,
    threadId,
    caseId,
    providerId,
    engagementId,
    benchmarkId: benchmark.id,
    optionId: benchmark.options[0].id,
    criterionId: benchmark.criteria[0].id,
    cardId,
  };
}

/** Providers are public to members: there is none that a member does not see. */
const publicToMembers = /provider_ids\[\]|provider_id|distinct_from\[\]|merge body into/;

/** Every field of an id in every body and query of the contracts. */
function fieldsOfIds(): string[] {
  const found = new Set<string>();
  const walk = (schema: Schema | undefined, at: string): void => {
    if (!schema) return;
    if (schema.format === 'uuid') found.add(at);
    for (const [name, field] of Object.entries(schema.properties ?? {}))
      walk(field, /[\w\]]$/.test(at) && !/ (body|query)$/.test(at) ? `${at}.${name}` : `${at} ${name}`);
    walk(schema.items, `${at}[]`);
    for (const each of schema.anyOf ?? []) walk(each, at);
  };
  for (const { route } of table) {
    for (const part of ['query', 'body'] as const)
      walk(route[part] as Schema | undefined, `${route.method} ${route.path} ${part}`);
  }
  return [...found];
}

test('every field that takes an id stands in the table of references', () => {
  const known = new Set(references.map(({ at }) => at));
  expect(fieldsOfIds().filter((at) => !known.has(at) && !publicToMembers.test(at))).toEqual([]);
});

/** What was answered, without what differs from one answer to the next: ids, times, and how much was left of a rate. */
async function answer({ at, by, path, body }: Reference, id: string): Promise<string> {
  const caller = t.as(by ?? 'mallory');
  const url = path(id);
  const [method] = at.split(' ');
  const given =
    body === undefined
      ? await caller.get(url)
      : method === 'PUT'
        ? await caller.put(url, body(id))
        : method === 'PATCH'
          ? await caller.patch(url, body(id))
          : await caller.post(url, body(id));
  return `${given.statusCode} ${given.body}`
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/"(position|change_seq|head|revision)":\d+/g, '"$1":N');
}

test.each(references.map((reference) => [reference.at, reference] as const))(
  '%s: what is unseen answers like what is not',
  async (_at, reference) => {
    const unseen = await answer(reference, reference.unseen());
    expect(unseen).toBe(await answer(reference, newId()));
    // Refused for the reference and nothing else, or taken without it.
    expect(unseen).toMatch(/^2|unknown_reference|would_widen/);
  },
);

test('the socket answers for what is unseen as for what is not', async () => {
  const socket = await openSocket(t.app, await t.as('mallory').headers());
  const ask = async (message: ClientMessage): Promise<ServerMessage> => {
    socket.send(message);
    return socket.next((each) => each.type === 'refused' || each.type === 'watching');
  };
  for (const [kind, unseen] of [
    ['thread', here.world.threadId],
    ['benchmark', here.world.benchmarkId],
  ] as const) {
    const other = newId();
    const [first, second] = [
      await ask({ type: 'watch', topic: `${kind}:${unseen}` }),
      await ask({ type: 'watch', topic: `${kind}:${other}` }),
    ];
    expect(JSON.stringify(first).replace(unseen, other)).toBe(JSON.stringify(second));
  }
  socket.send({ type: 'typing', topic: `thread:${here.world.threadId}` });
  socket.send({ type: 'ping' });
  await socket.next(({ type }) => type === 'pong');
  expect(socket.received).toEqual([]);
  await socket.close();
});
