import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { calmMs, complaints, folder, rounds, shareProduct, unbearable, untilHealthy } from './ground.ts';
import { postmasterOf } from './server.ts';
import { startTraffic } from './traffic.ts';

const shared = shareProduct();

test('the product is killed: what was acknowledged is there, once', async () => {
  const product = shared();
  const traffic = await startTraffic([product.url], folder, product.dataDir);
  for (let round = 0; round < rounds; round += 1) {
    await wait(calmMs);
    await product.kill();
    await product.restart();
  }
  await traffic.stop();
  expect(traffic.acknowledged()).toBeGreaterThan(rounds);
  expect(await traffic.findFaults(await product.databaseUrl())).toEqual([]);
  expect(unbearable(traffic.failures), complaints(product)).toEqual([]);
});

test('its PostgreSQL is killed: the product says 503, starts it again and goes on', async () => {
  const product = shared();
  const traffic = await startTraffic([product.url], folder, product.dataDir);
  for (let round = 0; round < rounds; round += 1) {
    await wait(calmMs);
    process.kill(await postmasterOf(product.dataDir), 'SIGKILL');
    await wait(200);
    const reply = await fetch(`${product.url}/api/tags`, { headers: { cookie: 'cenacle_session=none' } });
    expect([200, 401, 503]).toContain(reply.status);
    if (reply.status === 503) expect(reply.headers.get('retry-after')).toMatch(/^\d+$/);
    await untilHealthy(product.url);
  }
  await traffic.stop();
  expect(traffic.acknowledged()).toBeGreaterThan(rounds);
  expect(await traffic.findFaults(await product.databaseUrl())).toEqual([]);
  expect(unbearable(traffic.failures), complaints(product)).toEqual([]);
  expect(product.output()).toContain('PostgreSQL is back.');
});

test('the product is asked to end: nothing under way is lost or done twice', async () => {
  const product = shared();
  const traffic = await startTraffic([product.url], folder, product.dataDir);
  for (let round = 0; round < rounds; round += 1) {
    await wait(calmMs);
    await product.restart();
  }
  await traffic.stop();
  expect(await traffic.findFaults(await product.databaseUrl())).toEqual([]);
  expect(unbearable(traffic.failures), complaints(product)).toEqual([]);
});
