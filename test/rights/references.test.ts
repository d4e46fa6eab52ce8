import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientMessage, ServerMessage } from '@cenacle/shared/live/contract.ts';
import { makeApp, type TestApp } from '../app.ts';
import { newId } from '../../server/database.ts';
import { makeProvider } from '../make.ts';
import { openSocket } from '../socket.ts';
import type { Schema } from './mutants.ts';
import { table } from './table.ts';
import { castActors, invitedMemberId, makeWorld, type World } from './world.ts';

/** What Mallory owns, who is outside of the world: from there she points into it. */
interface Own {
  circleId: string;
  threadId: string;
  closedId: string;
  providerId: string;
  engagementId: string;
  benchmarkId: string;
  optionId: string;
  criterionId: string;
  cardId: string;
}

let t: TestApp;
let world: World;
let own: Own;

beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
  world = await makeWorld(t, true);
  own = await makeOwn();
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
  const sheet = { looking_for: 'Un avis' };
  const { id: closedId } = await made('/api/threads', { kind: 'case', title: 'Fini', sheet });
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
    closedId,
    providerId,
    engagementId,
    benchmarkId: benchmark.id,
    optionId: benchmark.options[0].id,
    criterionId: benchmark.criteria[0].id,
    cardId,
  };
}

interface Reference {
  /** The field, as `fieldsOfIds` writes it; of Markdown, what it is. */
  at: string;
  /** The id that the caller does not see. */
  unseen: () => string;
  by?: 'mo';
  path: (id: string) => string;
  body?: (id: string) => object;
}

/** A reference in an address. */
const asked = (at: string, unseen: () => string, query = ''): Reference => ({
  at: `GET ${at}`,
  unseen,
  path: (id) => {
    const [path = '', , name = ''] = at.split(' ');
    return `${path.replace(':id', own.benchmarkId)}?${name}=${id}${query}`;
  },
});

const reply = (at: string, unseen: () => string, text: (id: string) => string): Reference => ({
  at,
  unseen,
  path: () => `/api/threads/${own.threadId}/posts`,
  body: (id) => ({ body: text(id) }),
});

const vouch = (field: string, unseen: () => string): Reference => ({
  at: `PUT /api/cards/:id/vouch body evidence.${field}`,
  unseen,
  path: () => `/api/cards/${own.cardId}/vouch`,
  body: (id) => ({
    for_what: 'Sérieuse',
    relation: 'client',
    conflict: 'none',
    again: 'yes',
    evidence: {
      grade: 'finished',
      ...(field === 'file_id' ? { engagement_id: own.engagementId, grade: 'finished_documented' } : {}),
      [field]: id,
    },
  }),
});

const evaluation = (field: string, unseen: () => string, change: (id: string) => object): Reference => ({
  at: `PUT /api/benchmarks/:id/evaluations body ${field}`,
  unseen,
  path: () => `/api/benchmarks/${own.benchmarkId}/evaluations`,
  body: (id) => ({
    option_id: own.optionId,
    relation: 'client',
    values: [],
    evidence: { grade: 'opinion' },
    submit: false,
    ...change(id),
  }),
});

const opened = (field: string, unseen: () => string, change: (id: string) => object): Reference => ({
  at: `POST /api/benchmarks body ${field}`,
  unseen,
  path: () => '/api/benchmarks',
  body: (id) => ({
    need: 'Un autre besoin',
    criteria: [{ name: 'Qualité', kind: 'rating' }],
    options: [{ provider_id: own.providerId }],
    ...change(id),
  }),
});

const edited = (field: string, unseen: () => string, change: (id: string) => object): Reference => ({
  at: `PATCH /api/benchmarks/:id body ${field}`,
  unseen,
  path: () => `/api/benchmarks/${own.benchmarkId}`,
  body: change,
});

const pass = (field: string, unseen: () => string): Reference => ({
  at: `POST /api/cards/:id/passes body ${field}`,
  unseen,
  path: () => `/api/cards/${own.cardId}/passes`,
  body: (id) => ({ [field]: id }),
});

const card = (field: string, unseen: () => string): Reference[] => [
  {
    at: `POST /api/cards body ${field}`,
    unseen,
    path: () => '/api/cards',
    body: (id) => ({ firm: 'Y', source: 's', for_what: 'Tout', stance: 'deploys', [field]: id }),
  },
  {
    at: `PATCH /api/cards/:id body ${field}`,
    unseen,
    path: () => `/api/cards/${own.cardId}`,
    body: (id) => ({ [field]: id }),
  },
];

const audience = () => world.audienceId;
const thread = () => world.threadId;
const circle = () => world.circleId;
const file = () => world.fileId;

const references: Reference[] = [
  asked('/api/members/suggestions query thread_id', thread, '&q=gr'),
  asked('/api/members/suggestions query audience_id', audience, '&q=gr'),
  asked('/api/threads query circle_id', circle),
  asked('/api/benchmarks query circle_id', circle),
  asked('/api/search query circle_id', circle, '&q=cas'),
  asked('/api/benchmarks/:id/evaluations query option_id', () => world.optionId),
  asked('/api/benchmarks/:id/evaluations query criterion_id', () => world.criterionId),
  {
    at: 'POST /api/circles/:id/invitations body member_id',
    unseen: () => invitedMemberId,
    path: () => `/api/circles/${own.circleId}/invitations`,
    body: (id) => ({ member_id: id }),
  },
  {
    at: 'POST /api/threads body audience_id',
    unseen: audience,
    path: () => '/api/threads',
    body: (id) => ({ kind: 'discussion', title: 'x', body: 'x', audience_id: id }),
  },
  {
    at: 'POST /api/threads body member_ids[]',
    unseen: () => invitedMemberId,
    path: () => '/api/threads',
    body: (id) => ({ kind: 'discussion', title: 'x', body: 'x', member_ids: [id] }),
  },
  {
    at: 'POST /api/threads/:id/posts body reply_to',
    unseen: () => world.postId,
    path: () => `/api/threads/${own.threadId}/posts`,
    body: (id) => ({ body: 'x', reply_to: id }),
  },
  // A mention has no row: members are public to members, imported authors who never joined included.
  reply('a link to a thread', thread, (id) => `[là](thread:${id}#2) et /threads/${id}`),
  reply('a file', file, (id) => `![vue](/api/files/${id}/vue.png) [pièce](/api/files/${id})`),
  reply(
    'a quote',
    () => world.postId,
    (id) => `> [Grace](post:${id})\n>\n> Elle a dit cela.`,
  ),
  {
    at: 'PUT /api/knowledge/pins body thread_ids[]',
    unseen: thread,
    by: 'mo',
    path: () => '/api/knowledge/pins',
    body: (id) => ({ tag: 'essai', thread_ids: [id] }),
  },
  {
    at: 'POST /api/moderation/threads/:id/narrow body audience_id',
    unseen: audience,
    by: 'mo',
    path: () => `/api/moderation/threads/${own.threadId}/narrow`,
    body: (id) => ({ audience_id: id, reason: 'Essai' }),
  },
  ...card('audience_id', audience),
  vouch('thread_id', thread),
  vouch('engagement_id', () => world.engagementId),
  vouch('file_id', file),
  pass('member_id', () => invitedMemberId),
  pass('circle_id', circle),
  pass('thread_id', thread),
  opened('audience_id', audience, (id) => ({ audience_id: id })),
  opened('thread_id', thread, (id) => ({ thread_id: id })),
  ...[opened, edited].flatMap((body) => [
    body(
      'criteria[].id',
      () => world.criterionId,
      (id) => ({
        criteria: [{ id, name: 'Qualité', kind: 'rating' }],
      }),
    ),
    body(
      'options[].id',
      () => world.optionId,
      (id) => ({
        options: [{ id, provider_id: own.providerId }],
      }),
    ),
  ]),
  edited(
    'chosen_option_id',
    () => world.optionId,
    (id) => ({ chosen_option_id: id }),
  ),
  evaluation(
    'option_id',
    () => world.optionId,
    (id) => ({ option_id: id }),
  ),
  evaluation(
    'values[].criterion_id',
    () => world.criterionId,
    (id) => ({
      values: [{ criterion_id: id, status: 'known', value: 4 }],
    }),
  ),
  evaluation('evidence.thread_id', thread, (id) => ({ evidence: { grade: 'finished', thread_id: id } })),
  evaluation(
    'evidence.engagement_id',
    () => world.engagementId,
    (id) => ({
      evidence: { grade: 'finished', engagement_id: id },
    }),
  ),
  evaluation('evidence.file_id', file, (id) => ({
    evidence: { grade: 'finished_documented', engagement_id: own.engagementId, file_id: id },
  })),
  {
    at: 'PUT /api/benchmarks/:id/weights body weights[].criterion_id',
    unseen: () => world.criterionId,
    path: () => `/api/benchmarks/${own.benchmarkId}/weights`,
    body: (id) => ({ weights: [{ criterion_id: id, weight: 1 }] }),
  },
];

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
    ['thread', world.threadId],
    ['benchmark', world.benchmarkId],
  ] as const) {
    const other = newId();
    const [first, second] = [
      await ask({ type: 'watch', topic: `${kind}:${unseen}` }),
      await ask({ type: 'watch', topic: `${kind}:${other}` }),
    ];
    expect(JSON.stringify(first).replace(unseen, other)).toBe(JSON.stringify(second));
  }
  socket.send({ type: 'typing', topic: `thread:${world.threadId}` });
  socket.send({ type: 'ping' });
  await socket.next(({ type }) => type === 'pong');
  expect(socket.received).toEqual([]);
  await socket.close();
});
