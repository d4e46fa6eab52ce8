import type { AddressInfo } from 'node:net';
import { beforeEach, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../app.ts';
import { askForEver } from './clients.ts';
import { closers } from './ground.ts';

/** A head is waited for one second instead of sixty, a body three instead of 180; looked for twice a second. */
const hurry = 60;

let t: TestApp;
beforeEach(async () => {
  t = await makeApp({ hurry });
  closers.push(t.close);
  await t.app.listen({ port: 0, host: '127.0.0.1' });
});

test('who never finishes asking is told so and let go, head or body, and others are answered meanwhile', async () => {
  const { port } = t.app.server.address() as AddressInfo;
  const asking = askForEver(port, 300);
  const from = performance.now();
  const slowest = { ms: 0 };
  const state = { going: true };
  const others = (async () => {
    while (state.going) {
      const asked = performance.now();
      expect((await t.as('grace').get('/api/threads')).statusCode).toBe(200);
      slowest.ms = Math.max(slowest.ms, performance.now() - asked);
    }
  })();
  const told = await Promise.all(asking.map(({ ended }) => ended));
  state.going = false;
  await others;
  expect(performance.now() - from).toBeLessThan(8_000);
  expect(slowest.ms).toBeLessThan(2_000);
  expect(told.filter((text) => !text.startsWith('HTTP/1.1 408 '))).toEqual([]);
  await expect
    .poll(() => new Promise((done) => t.app.server.getConnections((_, count) => done(count))))
    .toBe(0);
});
