import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  bufferBytesMax,
  closeCodes,
  goodbyeMsMax,
  pingEveryMs,
  watchesMax,
} from '@cenacle/shared/live/contract.ts';
import { newId } from '../../server/database.ts';
import { makeApp, type TestApp } from '../app.ts';
import { cast, type Name } from '../cast.ts';
import { openSocket } from '../socket.ts';
import { fallSilent } from './clients.ts';
import { closers, isLong, until } from './ground.ts';

/** In short the server asks far more often whether a page is there. */
const hurry = isLong ? 1 : 25;
/** Asked once, and not there when asked again; then some time for a busy machine. */
const noticedMsMax = (2 * pingEveryMs) / hurry + 3_000;
const socketsPerMember = 30;

let t: TestApp;
let threadId: string;
async function open(options: { hurry: number }): Promise<void> {
  t = await makeApp(options);
  closers.push(t.close);
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  const opening = { kind: 'discussion', title: 'Sous silence', body: 'Début' };
  threadId = (await t.as('grace').post('/api/threads', opening)).json().id;
}

async function silence(who: Name, topics: string[]): Promise<void> {
  const { cookie = '' } = await t.as(who).headers();
  await fallSilent((t.app.server.address() as AddressInfo).port, cookie, topics);
}

/** What the heap holds after everything that nobody holds is gone. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const openConnections = () =>
  new Promise<number>((done) => t.app.server.getConnections((_, count) => done(count)));

describe('a page that the network took without a word', () => {
  beforeEach(() => open({ hurry }));

  test('is let go by the second ping, and its member may open others', async () => {
    const grace = await openSocket(t.app, await t.as('grace').headers());
    closers.push(grace.close);
    await Promise.all(
      Array.from({ length: socketsPerMember }, () => silence('linus', [`thread:${threadId}`])),
    );
    const refused = await openSocket(t.app, await t.as('linus').headers());
    expect(await refused.closed).toBe(closeCodes.tooMany);
    expect(t.services.hub.count()).toBe(socketsPerMember + 1);

    await until(() => t.services.hub.count() === 1, noticedMsMax);
    await expect.poll(openConnections).toBe(1);
    const back = await openSocket(t.app, await t.as('linus').headers());
    closers.push(back.close);
    for (const page of [grace, back]) {
      page.send({ type: 'ping' });
      expect(await page.next(({ type }) => type === 'pong')).toEqual({ type: 'pong' });
    }
  });

  test('leaves nothing of what was kept for it in memory', async () => {
    const topics = [
      `thread:${threadId}`,
      ...Array.from({ length: watchesMax - 1 }, () => `thread:${newId()}`),
    ];
    const names = Object.keys(cast) as Name[];
    async function wave(): Promise<void> {
      await Promise.all(names.flatMap((who) => Array.from({ length: 25 }, () => silence(who, topics))));
      await until(() => t.services.hub.count() === 0, noticedMsMax);
    }
    await wave();
    const before = heapBytes();
    await wave();
    // A hundred and fifty pages; the sockets of the test itself are closed by the product, and go as well.
    expect(heapBytes() - before).toBeLessThan(1_500_000);
    expect(await openConnections()).toBe(0);
  });
});

describe('a page that does not read', () => {
  // In a hurry it would be let go for its silence first.
  beforeEach(() => open({ hurry: 1 }));

  /** Tells this member's pages of changes until the page has been let go. */
  async function tellUntil(who: Name, isGone: () => boolean): Promise<void> {
    const telling = { kind: 'me' as const, memberIds: [cast[who].id] };
    for (let told = 0; !isGone(); told += 1_000) {
      if (told > 1_000_000) throw new Error('The page is still fed.');
      t.services.hub.tell(...Array.from({ length: 1_000 }, () => telling));
      await turn();
    }
  }

  test('is closed by name when too much waits for it, at once for the rest; one that reads goes on', async () => {
    const linus = await t.as('linus').headers();
    const [reading, silent] = [await openSocket(t.app, linus), await openSocket(t.app, linus)];
    closers.push(reading.close);
    for (const page of [reading, silent]) {
      page.send({ type: 'watch', topic: 'me' });
      await page.next(({ type }) => type === 'watching');
    }
    silent.pause();
    const before = heapBytes();
    await tellUntil('linus', () => t.services.hub.count() === 1);
    // What waits for it is bounded, whatever else the machine's own buffers hold.
    expect(heapBytes() - before).toBeLessThan(20 * bufferBytesMax);
    silent.resume();
    expect(await silent.closed).toBe(closeCodes.tooSlow);
    reading.send({ type: 'ping' });
    await reading.next(({ type }) => type === 'pong');
  });

  test('and does not hear the goodbye either is cut soon after', async () => {
    await silence('linus', ['me']);
    await until(() => t.services.hub.count() === 1, 1_000);
    await expect.poll(openConnections).toBe(1);
    await tellUntil('linus', () => t.services.hub.count() === 0);
    const from = performance.now();
    while ((await openConnections()) > 0) await turn();
    expect(performance.now() - from).toBeLessThan(goodbyeMsMax + 2_000);
  });
});
