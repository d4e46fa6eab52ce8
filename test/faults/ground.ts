import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import WebSocket from 'ws';
import type { ServerMessage } from '@cenacle/shared/live/contract.ts';
import { demoPassword, startProduct, type Product } from '../journeys/product.ts';

/** Twenty of everything by `npm run test:faults -- --long`, else what shows the kind. */
export const isLong = process.env.FAULTS === 'long';
export const rounds = isLong ? 20 : 2;
/** Traffic before each blow. */
export const calmMs = 1_000;
export const healMsMax = 30_000;

/** Of the test that runs; removed after it. */
export let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cenacle-faults-'));
});
/** What the test that runs has opened; closed after it, the newest first. */
export const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts a product for the test that runs. */
export async function start(env: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct({ env });
  closers.push(product.stop);
  return product;
}

/** One product for all tests of a file, which leave it serving: a start takes some seconds. */
export function shareProduct(env: Record<string, string> = {}): () => Product {
  let product: Product | null = null;
  beforeAll(async () => {
    product = await startProduct({ env });
  });
  afterAll(() => product?.stop());
  return () => {
    if (!product) throw new Error('The product did not start.');
    return product;
  };
}

/** Waits until the product answers that all is well. */
export async function untilHealthy(url: string): Promise<void> {
  const giveUpAt = Date.now() + healMsMax;
  for (;;) {
    const reply = await fetch(`${url}/health`).catch(() => null);
    if (reply?.ok) return;
    if (Date.now() > giveUpAt) throw new Error(`${url} did not heal.`);
    await wait(50);
  }
}

export async function cookieOf(url: string, name: string): Promise<string> {
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${name}@example.test`, password: demoPassword }),
  });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** A page's socket that watches the thread and keeps what it hears. */
export async function watch(url: string, cookie: string, threadId: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { headers: { cookie } });
  const heard: ServerMessage[] = [];
  socket.on('message', (text) => heard.push(JSON.parse(String(text)) as ServerMessage));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'watch', topic: `thread:${threadId}` }));
  closers.push(async () => socket.terminate());
  return { socket, heard };
}

export const headOf = (heard: ServerMessage[]) =>
  Math.max(0, ...heard.flatMap((message) => ('head' in message ? [message.head] : [])));

export async function until(holds: () => boolean, ms: number): Promise<void> {
  const giveUpAt = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > giveUpAt) throw new Error(`not within ${ms} ms`);
    await wait(20);
  }
}

/** Statuses that a member may meet while something is down; never 500. */
const bearable = new Set([0, 404, 429, 503]);
export const unbearable = (failures: Map<number, number>) =>
  [...failures.keys()].filter((status) => !bearable.has(status));

/** What they logged of requests that broke, so that an answer of 500 says what to mend. */
export const complaints = (...products: Product[]) =>
  products
    .flatMap((product) => product.output().split('\n'))
    .filter((line) => line.includes('a request failed'))
    .join('\n');
