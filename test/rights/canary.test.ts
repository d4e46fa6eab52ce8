import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { File } from '@cenacle/shared/files/contract.ts';
import { openLog } from '../../server/log.ts';
import { makeApp, type Caller, type TestApp } from '../app.ts';
import { cast } from '../cast.ts';
import { readMails } from '../mails.ts';
import { openSocket, type TestSocket } from '../socket.ts';
import { uploaded } from '../upload.ts';
import { callAs, nameOf } from './asking.ts';
import { table } from './table.ts';
import { castActors, makeWorld, signAll, type Actor, type World } from './world.ts';

/** Who may read what is planted: those in the circle, its author alone, or nobody any more. */
type Readers = 'circle' | 'author' | 'nobody';

/** Words that nothing else in the product holds, one for each protected field. */
const planted = new Map<string, { word: string; readers: Readers }>();

/** A new word of letters alone, so that search takes it whole. */
function plant(field: string, readers: Readers = 'circle'): string {
  const letters = [...String(100 + planted.size)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('');
  const word = `zor${letters}ilune`;
  planted.set(field, { word, readers });
  return word;
}
/** As long and as strange, and planted nowhere. */
const another = (word: string) => word.replace('zor', 'vuq');
/** With two letters changed about, as fingers do. */
const slip = (word: string) => word.replace('ilune', 'ilnue');

let t: TestApp;
let world: World;
let headers: Record<Actor, Record<string, string>>;
let document: File;
let logged = '';
const outsiders = ['guest', 'suspended', 'outside', 'moderatorOutside', 'admin'] as const;
const listeners = new Map<string, TestSocket>();

beforeAll(async () => {
  const log = openLog(
    'trace',
    new Writable({ write: (chunk, _, done) => done(void (logged += String(chunk))) }),
  );
  t = await makeApp({ log });
  await castActors(t);
  headers = await signAll(t);
  for (const actor of ['outside', 'moderatorOutside', 'admin'] as const) {
    const socket = await openSocket(t.app, headers[actor]);
    for (const topic of ['threads', 'me']) {
      socket.send(JSON.stringify({ type: 'watch', topic }));
      await socket.next((message) => message.type === 'watching' && message.topic === topic);
    }
    listeners.set(actor, socket);
  }
  world = await makeWorld(t, true);
  await plantEverything(t.as('grace'));
});
afterAll(async () => {
  for (const socket of listeners.values()) await socket.close();
  await t.close();
});

async function plantEverything(author: Caller): Promise<void> {
  const sent = async (reply: ReturnType<Caller['get']>) => {
    const { statusCode, body } = await reply;
    if (statusCode >= 300) throw new Error(body);
    return body === '' ? null : JSON.parse(body);
  };
  const { circleId, threadId, postId, benchmarkId, criterionId, optionId, cardId, untoldCardId } = world;
  await sent(
    author.patch(`/api/circles/${circleId}`, { name: plant('circle'), description: plant('circle text') }),
  );

  const thread = await sent(author.get(`/api/threads/${threadId}`));
  await sent(
    author.patch(`/api/threads/${threadId}`, {
      title: plant('title'),
      tags: [plant('tag')],
      sheet: {
        context: plant('context'),
        stuck: plant('stuck'),
        tried: plant('tried'),
        looking_for: plant('sought'),
      },
      version: thread.version,
    }),
  );
  await sent(author.patch(`/api/posts/${postId}`, { body: plant('earlier version') }));
  const file = await uploaded(t, author, `${plant('file name')}.txt`, plant('file content'));
  await sent(author.patch(`/api/posts/${postId}`, { body: `${plant('reply')} [x](/api/files/${file.id})` }));
  world.fileId = file.id;
  const gone = await sent(
    author.post(`/api/threads/${threadId}/posts`, { body: plant('deleted reply', 'nobody') }),
  );
  await sent(author.delete(`/api/posts/${gone.id}`));
  await sent(author.put(`/api/drafts/thread:${threadId}`, { content: { body: plant('draft', 'author') } }));
  await sent(
    author.put(`/api/threads/${threadId}/outcome`, {
      decision: plant('decision'),
      again: 'partly',
      result: plant('result'),
      questions: [plant('question')],
    }),
  );

  const engagement = await sent(
    author.post('/api/engagements', {
      client: plant('client', 'author'),
      public_label: plant('public label'),
      sector: plant('sector'),
      started_on: '2025-01-01',
      ended_on: '2025-06-30',
    }),
  );
  world.engagementId = engagement.id;
  await sent(
    author.patch(`/api/benchmarks/${benchmarkId}`, {
      need: plant('need'),
      criteria: [
        { id: criterionId, name: plant('criterion'), note: plant('criterion note'), kind: 'rating' },
      ],
    }),
  );
  document = await uploaded(t, author, `${plant('document name')}.txt`, plant('document content'));
  await sent(
    author.put(`/api/benchmarks/${benchmarkId}/evaluations`, {
      option_id: optionId,
      relation: 'client',
      values: [{ criterion_id: criterionId, status: 'known', value: 4 }],
      evidence: {
        grade: 'finished_documented',
        engagement_id: engagement.id,
        role: plant('role'),
        file_id: document.id,
      },
      submit: true,
    }),
  );

  await sent(
    author.patch(`/api/cards/${cardId}`, {
      firm: plant('firm'),
      job_title: plant('job title'),
      for_what: plant('for what'),
      not_for_what: plant('not for what'),
      area: plant('area'),
      source: plant('source'),
      contact_points: [{ kind: 'email', raw: `${plant('contact point', 'author')}@example.net` }],
    }),
  );
  await sent(
    author.put(`/api/cards/${cardId}/vouch`, {
      for_what: plant('vouch'),
      relation: 'client',
      conflict: 'none',
      again: 'yes',
      evidence: { grade: 'finished', engagement_id: engagement.id },
    }),
  );
  await sent(
    author.post(`/api/cards/${cardId}/passes`, { circle_id: circleId, note: plant('note of a pass') }),
  );
  await sent(author.patch(`/api/cards/${untoldCardId}`, { person: plant('person not told', 'author') }));
  await sent(author.post('/api/tokens', { name: plant('token', 'author'), scope: 'read', days: 1 }));
}

/** Everything that this actor's reads answer: of every route with the world's ids, heads and bodies. */
async function everythingFor(actor: Actor): Promise<string> {
  const replies: string[] = [];
  for (const row of table.filter(({ route }) => route.method === 'GET')) {
    const reply = await callAs(t, headers[actor], row.route, row.ask(world, actor));
    replies.push(`${nameOf(row.route)} ${JSON.stringify(reply.headers)} ${reply.body}`);
  }
  for (const url of [
    `/api/members/${cast.grace.id}`,
    `/api/members/${cast.grace.id}/work`,
    '/api/threads?filter=finished',
    '/api/members/suggestions?q=gr',
    `/api/files/${world.fileId}/x.txt?download=1`,
    `/api/files/${document.id}/x.txt`,
    `/api/engagements/${world.engagementId}`,
    '/api/search?q=author:grace',
    '/api/search?q=is:finished',
    '/api/cards?mine=1',
  ]) {
    const reply = await t.app.inject({ method: 'GET', url, headers: headers[actor] });
    replies.push(`${url} ${JSON.stringify(reply.headers)} ${reply.body}`);
  }
  return replies.join('\n');
}

const fieldsIn = (text: string) =>
  [...planted].filter(([, { word }]) => text.toLowerCase().includes(word)).map(([field]) => field);
const fieldsOf = (...readers: Readers[]) =>
  [...planted].filter(([, each]) => readers.includes(each.readers)).map(([field]) => field);

describe('a word in each protected field', () => {
  test('reaches its author, where it is still kept', async () => {
    const seen = fieldsIn(await everythingFor('author'));
    // A note goes to those whom a card is passed to.
    expect(fieldsOf('circle', 'author').filter((field) => !seen.includes(field))).toEqual(['note of a pass']);
    expect(seen).not.toContain('deleted reply');
  });

  test('reaches those in the circle, who are not shown what is the author’s alone', async () => {
    const seen = fieldsIn(await everythingFor('inside'));
    expect(seen).toEqual(
      expect.arrayContaining([
        'title',
        'reply',
        'file content',
        'decision',
        'for what',
        'role',
        'note of a pass',
      ]),
    );
    expect(seen.filter((field) => fieldsOf('author', 'nobody').includes(field))).toEqual([]);
  });

  test.each(outsiders)('reaches nobody outside of it: %s', async (actor) => {
    const text = await everythingFor(actor);
    expect(fieldsIn(text)).toEqual([]);
    for (const id of [
      world.threadId,
      world.circleId,
      world.audienceId,
      world.postId,
      world.cardId,
      world.benchmarkId,
    ])
      expect(text).not.toContain(id);
  });

  const asks: [name: string, url: (word: string) => string][] = [
    ['search', (word) => `/api/search?q=${word}`],
    ['the search as one types', (word) => `/api/search?typing=1&q=${word.slice(0, -3)}`],
    ['a phrase', (word) => `/api/search?q="${word}"`],
    ['a slip', (word) => `/api/search?q=${slip(word)}`],
    ['a tag', (word) => `/api/search?q=tag:${word}`],
    ['a circle', (word) => `/api/search?q=circle:${word}`],
    ['a list by tag', (word) => `/api/threads?tag=${word}`],
    ['knowledge by tag', (word) => `/api/knowledge/cases?tag=${word}`],
    ['the deck', (word) => `/api/cards?q=${word}`],
    ['benchmarks', (word) => `/api/benchmarks?q=${word}`],
    ['the directory', (word) => `/api/providers?q=${word}`],
    ['its twins', (word) => `/api/providers/similar?name=${word}`],
    ['names', (word) => `/api/members/suggestions?q=${word}`],
    ['members', (word) => `/api/members?q=${word}`],
  ];
  test.each(asks)('asked for by its own name is like a word of nobody: %s', async (_name, url) => {
    for (const actor of ['outside', 'moderatorOutside', 'admin'] as const) {
      for (const { word } of planted.values()) {
        const answers = await Promise.all(
          [word, another(word)].map(async (each) => {
            const reply = await t.app.inject({ method: 'GET', url: url(each), headers: headers[actor] });
            return `${reply.statusCode} ${reply.body}`.replaceAll('zor', 'vuq');
          }),
        );
        expect(answers[0]).toBe(answers[1]);
        expect(answers[0]).toMatch(/^200/);
      }
    }
  });

  test('is in no frame of an open socket outside, and neither is an id', async () => {
    for (const [actor, socket] of listeners) {
      socket.send({ type: 'ping' });
      await socket.next(({ type }) => type === 'pong');
      const frames = JSON.stringify(socket.received);
      expect([actor, fieldsIn(frames)]).toEqual([actor, []]);
      for (const id of [world.threadId, world.circleId, world.benchmarkId]) expect(frames).not.toContain(id);
    }
  });

  test('is in no mail but those to its own readers', async () => {
    const mails = await readMails(t.services.config.dataDir);
    for (const mail of mails) {
      const readers = [cast.grace.email, cast.linus.email, 'mia.renard@example.test'];
      // An invitation goes to the one who is invited.
      if (readers.includes(mail.to) || fieldsIn(mail.to).length > 0) continue;
      expect([mail.to, fieldsIn(JSON.stringify(mail))]).toEqual([mail.to, []]);
    }
  });

  test('is in no line of the log, also when writing it fails', async () => {
    const word = plant('refused text', 'nobody');
    await t.services.pool.query(
      `alter table posts add constraint no_canary check (source not like '%${word}%')`,
    );
    const reply = await t.as('grace').post(`/api/threads/${world.threadId}/posts`, { body: word });
    expect(reply.statusCode).toBe(500);
    expect(logged).toContain('a request failed');
    expect(fieldsIn(logged)).toEqual([]);
    expect(fieldsIn(reply.body)).toEqual([]);
  });
});
