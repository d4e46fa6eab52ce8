import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { closeCodes } from '@cenacle/shared/live/contract.ts';
import { askForEver, fallSilent } from './clients.ts';
import { closers, cookieOf, folder, headOf, isLong, shareProduct, until, watch } from './ground.ts';
import { startTraffic } from './traffic.ts';

const shared = shareProduct();

test('locked tables hold every connection: health and the rest answer in time, and heal', async () => {
  const product = shared();
  const cookie = await cookieOf(product.url, 'grace');
  const client = new pg.Client({ connectionString: await product.databaseUrl() });
  await client.connect();
  closers.push(() => client.end());
  await client.query('begin; lock table search_docs in access exclusive mode');
  const asked = Array.from({ length: 60 }, () =>
    fetch(`${product.url}/api/search?q=cas`, { headers: { cookie } }).then(({ status }) => status),
  );
  await wait(500);
  const from = performance.now();
  const health = await fetch(`${product.url}/health`);
  const signedIn = await cookieOf(product.url, 'linus');
  expect(performance.now() - from).toBeLessThan(3_000);
  expect([health.status, signedIn]).toEqual([200, expect.stringContaining('cenacle_session=')]);
  expect(new Set(await Promise.all(asked))).toEqual(new Set([503]));
  await client.query('rollback');
  const healed = await fetch(`${product.url}/api/search?q=cas`, { headers: { cookie } });
  expect(healed.status).toBe(200);
});

test('a page floods, another says too much at once: both are closed by name, and a third hears all', async () => {
  const product = shared();
  const traffic = await startTraffic([product.url], folder);
  const [open = ''] = traffic.threadIds;
  const cookie = await cookieOf(product.url, 'linus');
  const flooding = await watch(product.url, cookie, open);
  const { heard } = await watch(product.url, await cookieOf(product.url, 'ada'), open);
  const closed = once(flooding.socket, 'close');
  for (let i = 0; i < 500; i += 1) flooding.socket.send('{"type":"ping"}');
  const [code] = (await closed) as [number];
  expect(code).toBe(closeCodes.tooMany);
  const big = await watch(product.url, cookie, open);
  const refused = once(big.socket, 'close');
  big.socket.send('x'.repeat(1_000_000));
  expect((await refused)[0]).toBe(1009);
  const before = headOf(heard);
  await until(() => headOf(heard) > before, 5_000);
  await traffic.stop();
  expect(await traffic.findFaults(await product.databaseUrl())).toEqual([]);
});

test('a page that was away for five thousand changes gets every one, in order', async () => {
  const product = shared();
  const cookie = await cookieOf(product.url, 'grace');
  const opened = await fetch(`${product.url}/api/threads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ kind: 'discussion', title: 'Longtemps absent', body: 'Début' }),
  });
  const { id } = (await opened.json()) as { id: string };
  const client = new pg.Client({ connectionString: await product.databaseUrl() });
  await client.connect();
  closers.push(() => client.end());
  // Search would take a minute for so many in one statement; it is not what is asked here.
  await client.query('alter table posts disable trigger touch_search');
  await client.query(
    `insert into posts (id, thread_id, voice_id, position, change_seq, state, source, html, renderer_version, created_at)
     select gen_random_uuid(), thread_id, voice_id, n + 1, n + 1, 'shown', 'Message ' || n, '<p>Message ' || n || '</p>',
       renderer_version, now() from posts, generate_series(1, 5000) n where thread_id = $1 and position = 1`,
    [id],
  );
  await client.query(
    'update threads set last_position = 5001, change_seq = 5001, reply_count = 5000 where id = $1',
    [id],
  );
  const positions: number[] = [];
  for (let after = 1; after < 5_001;) {
    const reply = await fetch(`${product.url}/api/threads/${id}/posts?changed_after=${after}`, {
      headers: { cookie },
    });
    const { items } = (await reply.json()) as { items: { position: number; change_seq: number }[] };
    positions.push(...items.map(({ position }) => position));
    after = items.at(-1)?.change_seq ?? Infinity;
  }
  expect(positions).toEqual(Array.from({ length: 5_000 }, (_, i) => i + 2));
});

test('asked to end, the product answers what is under way, tells the pages, waits for no silent client, and ends well', async () => {
  const product = shared();
  const port = Number(new URL(product.url).port);
  const cookie = await cookieOf(product.url, 'grace');
  const post = (path: string, body: object) =>
    fetch(product.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const opening = { kind: 'discussion', title: 'Sur le départ', body: 'Début' };
  const { id } = (await (await post('/api/threads', opening)).json()) as { id: string };

  const page = await watch(product.url, cookie, id);
  for (let i = 0; i < 5; i += 1) await fallSilent(port, cookie, [`thread:${id}`]);
  askForEver(port, 20);

  // Replies that are under way, since somebody holds the thread.
  const client = new pg.Client({ connectionString: await product.databaseUrl() });
  client.on('error', () => undefined);
  await client.connect();
  closers.push(() => client.end());
  await client.query('begin');
  await client.query('select from threads where id = $1 for update', [id]);
  const replies = Array.from({ length: 10 }, (_, i) => post(`/api/threads/${id}/posts`, { body: `${i}` }));
  await wait(500);

  const goodbye = once(page.socket, 'close') as Promise<[number]>;
  const from = performance.now();
  const ending = product.end();
  expect((await goodbye)[0]).toBe(closeCodes.restart);
  await wait(1_000);
  await client.query('commit');
  const statuses = await Promise.all(replies.map(async (reply) => (await reply).status));
  expect(statuses).toEqual(Array.from({ length: 10 }, () => 201));
  expect(await ending, product.output()).toBe(0);
  // The product gives itself fifteen seconds at most, and would then end by an error.
  expect(performance.now() - from).toBeLessThan(14_000);
  await product.restart();
});

// The last: its requests count as attempts to sign in, of which one address has sixty a minute.
test('hundreds of clients that never finish asking keep nobody else waiting', async () => {
  const product = shared();
  const cookie = await cookieOf(product.url, 'grace');
  const asking = askForEver(Number(new URL(product.url).port), 300);
  const from = performance.now();
  const reply = await fetch(`${product.url}/api/threads`, { headers: { cookie } });
  expect(reply.status).toBe(200);
  expect(performance.now() - from).toBeLessThan(3_000);
  // Nobody is waited for without end; in short, `slow.test.ts` asks that of a product in a hurry.
  if (isLong) await Promise.all(asking.map(({ ended }) => ended));
});
