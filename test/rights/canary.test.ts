import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { File } from '@cenacle/shared/files/contract.ts';
import { openLog } from '../../server/log.ts';
import { makeApp, type TestApp } from '../app.ts';
import { cast } from '../cast.ts';
import { readMails } from '../mails.ts';
import { openSocket, type TestSocket } from '../socket.ts';
import { callAs, nameOf } from './asking.ts';
import { another, fieldsIn, fieldsOf, plant, planted, plantEverything } from './canary.ts';
import { table } from './table.ts';
import { castActors, makeWorld, signAll, type Actor, type World } from './world.ts';

/** With two letters changed about, as fingers do. */
const slip = (word: string) => word.replace('ilune', 'ilnue');

let t: TestApp;
let world: World;
let headers: Record<Actor, Record<string, string>>;
let document: File;
let picture: File;
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
  world = await makeWorld(t);
  ({ document, picture } = await plantEverything(t, world));
});
afterAll(async () => {
  for (const socket of listeners.values()) await socket.close();
  await t.close();
});

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
    `/api/files/${picture.id}/x.jpg`,
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
