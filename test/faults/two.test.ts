import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProduct, type Product } from '../journeys/product.ts';
import {
  calmMs,
  closers,
  complaints,
  cookieOf,
  folder,
  headOf,
  healMsMax,
  isLong,
  rounds,
  unbearable,
  until,
  untilHealthy,
  watch,
} from './ground.ts';
import { startThrowawayServer, type ThrowawayServer } from './server.ts';
import { startTraffic } from './traffic.ts';

let server: ThrowawayServer;
let first: Product;
let second: Product;
beforeAll(async () => {
  server = await startThrowawayServer();
  const env = { DATABASE_URL: server.url };
  first = await startProduct({ env });
  second = await startProduct({ env });
});
afterAll(async () => {
  await second?.stop();
  await first?.stop();
  await server?.stop();
});

test('PostgreSQL restarts under two products: both heal, and hear one another again', async () => {
  const traffic = await startTraffic([first.url, second.url], folder);
  const [open = ''] = traffic.threadIds;
  const { heard } = await watch(second.url, await cookieOf(second.url, 'linus'), open);
  for (let round = 0; round < rounds; round += 1) {
    await wait(calmMs);
    await server.quit();
    await wait(200);
    await Promise.all([untilHealthy(first.url), untilHealthy(second.url)]);
    const before = headOf(heard);
    await until(() => headOf(heard) > before, healMsMax);
  }
  await traffic.stop();
  expect(await traffic.findFaults(server.url)).toEqual([]);
  expect(unbearable(traffic.failures), complaints(first, second)).toEqual([]);
});

test('the listening connection is cut every second: watchers still hear within two seconds', async () => {
  const traffic = await startTraffic([first.url], folder);
  const [open = ''] = traffic.threadIds;
  const { heard } = await watch(second.url, await cookieOf(second.url, 'linus'), open);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  closers.push(() => client.end());
  for (let cut = 0; cut < (isLong ? 60 : 5); cut += 1) {
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cenacle live'`,
    );
    const { rows } = await client.query<{ head: number }>(
      'select change_seq as head from threads where id = $1',
      [open],
    );
    await until(() => headOf(heard) >= (rows[0]?.head ?? 0), 2_500);
    await wait(1_000);
  }
  await traffic.stop();
  expect(await traffic.findFaults(server.url)).toEqual([]);
});
