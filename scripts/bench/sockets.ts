import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { ask, openAgent } from './client.ts';
import { socketsPerMember, tokenOf } from './community.ts';
import { percentile } from './percentile.ts';
import { now, type Product } from './product.ts';
import type { References } from './references.ts';

/** Times from a commit to the last socket that heard of it, and the same of a bare broadcast. */
export interface Noticed {
  sockets: number;
  product: number[];
  bare: number[];
  /** What fetching at once did to others; of many sockets only. */
  storm: Storm | null;
}

const rounds = 7;
const openAtOnce = 50;
const stormFrom = 1000;
const settleMs = 300;
const noticeSecondsMax = 30;

/** Opens so many sockets on a thread, answers in it, and measures how long until the last of them knows. */
export async function measureNotices(
  product: Product,
  references: References,
  threadId: string,
  sockets: number,
): Promise<Noticed> {
  const topic = `thread:${threadId}`;
  const watchers = await openAll(sockets, (i) => openWatcher(product, topic, i));
  const own: number[] = [];
  let text = '';
  let storm: Storm | null = null;
  for (let round = 0; round < rounds; round++) {
    const heard = allHear(watchers, (message) => message.includes('"notice"'));
    await reply(product, threadId);
    const last = await heard;
    own.push(last.at - (await product.committedAt()));
    text = last.text;
    await wait(settleMs);
  }
  if (sockets >= stormFrom) storm = await fetchAfterNotice(product, threadId, watchers);
  await closeAll(watchers);

  const listeners = await openAll(sockets, () => open(new WebSocket(references.url.replace('http', 'ws'))));
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const heard = allHear(listeners, () => true);
    const sentAt = await references.broadcast(text);
    bare.push((await heard).at - sentAt);
    await wait(settleMs);
  }
  await closeAll(listeners);
  return { sockets, product: own, bare, storm };
}

/** What others waited while all who watch fetched what is new. */
export interface Storm {
  othersP99: number;
  ms: number;
  /** Requests that were refused, as the database had no connection for them in time. */
  failed: number;
}

/** Every socket that hears of the reply fetches it when the notice lets it, as a page does; meanwhile another member reads the list. */
async function fetchAfterNotice(product: Product, threadId: string, watchers: WebSocket[]): Promise<Storm> {
  const page = await ask(openAgent(1), {
    url: `${product.url}/api/threads/${threadId}/posts?after=0&limit=1`,
    token: tokenOf(0),
  });
  const { head } = JSON.parse(page.text) as { head: number };
  const agent = openAgent(watchers.length);
  const others = openAgent(1);
  let failed = 0;
  const fetches = watchers.map(async (socket, i) => {
    const [message] = (await once(socket, 'message')) as [Buffer];
    const { within = 0 } = JSON.parse(message.toString()) as { within?: number };
    await wait(within * Math.random());
    const url = `${product.url}/api/threads/${threadId}/posts?changed_after=${head}`;
    const token = tokenOf(Math.floor(i / socketsPerMember));
    await ask(agent, { url, token }).catch(() => (failed += 1));
  });
  const startedAt = now();
  const ended = { all: false };
  const all = Promise.all(fetches).finally(() => (ended.all = true));
  await reply(product, threadId);
  const waits: number[] = [];
  while (!ended.all) {
    const askedAt = now();
    await ask(others, { url: `${product.url}/api/threads`, token: tokenOf(1) }).catch(() => (failed += 1));
    waits.push(now() - askedAt);
  }
  await all;
  const ms = now() - startedAt;
  agent.destroy();
  others.destroy();
  return { othersP99: percentile(waits, 0.99), ms, failed };
}

const reply = (product: Product, threadId: string) =>
  ask(openAgent(1), {
    method: 'POST',
    url: `${product.url}/api/threads/${threadId}/posts`,
    token: tokenOf(0),
    body: JSON.stringify({ body: 'Une réponse que tous attendent.' }),
  });

async function openWatcher(product: Product, topic: string, i: number): Promise<WebSocket> {
  const token = tokenOf(Math.floor(i / socketsPerMember));
  const socket = await open(
    new WebSocket(`${product.url.replace('http', 'ws')}/api/live`, {
      headers: { cookie: `cenacle_session=${token}` },
    }),
  );
  const answered = once(socket, 'message');
  socket.send(JSON.stringify({ type: 'watch', topic }));
  const [message] = (await answered) as [Buffer];
  if (!message.toString().includes('"watching"'))
    throw new Error(`A watch was refused: ${message.toString()}`);
  return socket;
}

async function open(socket: WebSocket): Promise<WebSocket> {
  await once(socket, 'open');
  return socket;
}

async function openAll(count: number, openOne: (i: number) => Promise<WebSocket>): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let at = 0; at < count; at += openAtOnce) {
    const some = Array.from({ length: Math.min(openAtOnce, count - at) }, (_, i) => openOne(at + i));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

/** When the last of the sockets heard what is wanted, and what it heard. */
function allHear(
  sockets: WebSocket[],
  isWanted: (text: string) => boolean,
): Promise<{ at: number; text: string }> {
  return new Promise((done, fail) => {
    let left = sockets.length;
    const late = setTimeout(() => fail(new Error(`${left} sockets heard nothing.`)), noticeSecondsMax * 1000);
    for (const socket of sockets) {
      const hear = (message: Buffer) => {
        const text = message.toString();
        if (!isWanted(text)) return;
        socket.off('message', hear);
        left -= 1;
        if (left > 0) return;
        clearTimeout(late);
        done({ at: now(), text });
      };
      socket.on('message', hear);
    }
  });
}

async function closeAll(sockets: WebSocket[]): Promise<void> {
  await Promise.all(
    sockets.map(async (socket) => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    }),
  );
}
