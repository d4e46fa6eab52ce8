import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import type { ServerMessage } from '@cenacle/shared/live/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, openBenchmark, put, show, valuesOf } from '../../test/benchmark.ts';
import type { Name } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';
import { openSocket, type TestSocket } from '../../test/socket.ts';

/** Rights that are gone must be gone from every socket within this time. */
const revokedMsMax = 2_000;

let t: TestApp;
const sockets: TestSocket[] = [];
beforeAll(async () => {
  t = await makeApp();
});
afterAll(async () => {
  for (const socket of sockets) await socket.close();
  await t.close();
});

const topicOf = ({ id }: Benchmark) => `benchmark:${id}` as const;
const isNotice = (message: ServerMessage) => message.type === 'notice' && message.topic !== 'me';
async function watch(who: Name, benchmark: Benchmark): Promise<TestSocket> {
  const socket = await openSocket(t.app, await t.as(who).headers());
  sockets.push(socket);
  socket.send({ type: 'watch', topic: topicOf(benchmark) });
  const answer = await socket.next(({ type }) => type === 'watching');
  expect(answer).toMatchObject({ head: (await show(t, benchmark, who)).head });
  return socket;
}

describe('a page that watches a benchmark', () => {
  test('is told of what was submitted, and of nothing under way', async () => {
    const benchmark = await openBenchmark(t);
    const socket = await watch('grace', benchmark);
    await put(t, benchmark, 'linus', { values: valuesOf(benchmark, [null, 1]) });
    await evaluate(t, benchmark, 'linus', 0, [null, 1, null]);
    const told = await socket.next(isNotice);
    const head = benchmark.head + 1;
    expect(told).toEqual({ type: 'notice', topic: topicOf(benchmark), name: 'benchmark.changed', head });
    expect((await show(t, benchmark, 'grace')).head).toBe(head);
  });

  test('is told of edits, options, evaluations written anew or withdrawn, and the end', async () => {
    const benchmark = await openBenchmark(t);
    const { id } = await evaluate(t, benchmark, 'linus', 0, [null, 1, null]);
    const socket = await watch('newt', benchmark);
    const path = `/api/benchmarks/${benchmark.id}`;
    const provider = await makeProvider(t.services, 'Cinquième');
    const changes = [
      () => t.as('grace').patch(path, { need: 'Autre besoin' }),
      () => t.as('mallory').post(`${path}/options`, { provider_id: provider }),
      () => put(t, benchmark, 'linus', { values: valuesOf(benchmark, [null, 2]) }),
      () => t.as('linus').delete(`${path}/evaluations/${id}`),
      () => t.as('grace').patch(path, { state: 'closed' }),
    ];
    let head = benchmark.head + 1;
    for (const change of changes) {
      expect((await change()).statusCode).toBeLessThan(300);
      head += 1;
      expect(await socket.next(isNotice)).toMatchObject({ head });
    }
  });

  test('finds a change that was not told within two seconds', async () => {
    const benchmark = await openBenchmark(t);
    const socket = await watch('linus', benchmark);
    await t.services.pool.query('update benchmarks set change_seq = 70 where id = $1', [benchmark.id]);
    const from = Date.now();
    expect(await socket.next(isNotice)).toMatchObject({ topic: topicOf(benchmark), head: 70 });
    expect(Date.now() - from).toBeLessThan(revokedMsMax);
  });

  test('of a circle is told nothing more when its member leaves it', async () => {
    const circle = await makeCircle(t.services, 'Quitté', ['grace', 'newt']);
    const benchmark = await openBenchmark(t, { audience_id: circle.audienceId });
    const socket = await watch('newt', benchmark);
    const from = Date.now();
    await t.as('newt').post(`/api/circles/${circle.id}/leave`);
    expect(await socket.next(({ type }) => type === 'refused')).toMatchObject({
      topic: topicOf(benchmark),
      code: 'not_found',
    });
    expect(Date.now() - from).toBeLessThan(revokedMsMax);
    await evaluate(t, benchmark, 'grace', 0, [null, 4, null]);
    socket.send({ type: 'ping' });
    await socket.next(({ type }) => type === 'pong');
    expect(
      socket.received.filter((message) => 'topic' in message && message.topic === topicOf(benchmark)),
    ).toEqual([]);
    expect((await t.as('newt').get(`/api/benchmarks/${benchmark.id}`)).statusCode).toBe(404);
  });
});
