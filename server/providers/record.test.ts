import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProviderRecord } from '@cenacle/shared/providers/record-contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, listed, openBenchmark, put, valuesOf } from '../../test/benchmark.ts';
import { cast, type Name } from '../../test/cast.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Acheteurs', ['grace', 'linus', 'mo']);
});
afterAll(() => t.close());

const recordOf = async (id: string, who: Name): Promise<ProviderRecord> =>
  (await t.as(who).get(`/api/providers/${id}/record`)).json();

test('evaluations stand beside the provider for those who read them, and count as seen', async () => {
  const benchmark = await openBenchmark(t, { audience_id: circle.audienceId });
  const id = benchmark.options[0]?.provider.id ?? '';
  await evaluate(t, benchmark, 'grace', 0, [1_500_000, 4, 1]);
  const [shown] = (await recordOf(id, 'mo')).evaluations;
  expect(shown).toMatchObject({
    benchmark: { id: benchmark.id },
    member: { id: cast.grace.id },
    relation: 'client',
    grade: 'opinion',
    mark: 4,
  });
  expect((await recordOf(id, 'newt')).evaluations).toEqual([]);
  // What mo was given here is what they would have seen there.
  expect(await evaluate(t, benchmark, 'mo', 0, [1_500_000, 2, 1])).toMatchObject({ saw_others: true });
  // Who has an evaluation under way is shown none of the others'.
  await put(t, benchmark, 'linus', { values: valuesOf(benchmark, [1_500_000, 3, 1]) });
  expect((await recordOf(id, 'linus')).evaluations).toEqual([]);
  expect(await listed(t, benchmark, 'mo')).toHaveLength(2);
});

test('what stood there while a benchmark was closed counts as seen, too', async () => {
  const benchmark = await openBenchmark(t);
  const set = (state: string) => t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state });
  await evaluate(t, benchmark, 'grace', 0, [1_500_000, 4, 1]);
  await set('closed');
  expect((await recordOf(benchmark.options[0]?.provider.id ?? '', 'mo')).evaluations).toHaveLength(1);
  await set('collecting');
  expect(await evaluate(t, benchmark, 'mo', 0, [1_500_000, 2, 1])).toMatchObject({ saw_others: true });
});

test('a reply of the provider is kept with source and date, and taken away by who recorded it', async () => {
  const id = await makeProvider(t.services, 'Réplique');
  const record = (who: Name, more: object = {}) =>
    t.as(who).post(`/api/providers/${id}/replies`, {
      text: 'Nous avons changé d’équipe.',
      source: 'Direction, par courriel',
      said_on: '2026-01-15',
      ...more,
    });
  expect((await record('grace')).statusCode).toBe(201);
  expect((await record('grace', { text: 'Au cercle', audience_id: circle.audienceId })).statusCode).toBe(201);
  expect((await record('newt', { audience_id: circle.audienceId })).statusCode).toBe(422);
  expect((await record('grace', { said_on: '2199-01-01' })).json()).toMatchObject({
    errors: [{ field: 'said_on', code: 'in_the_future' }],
  });
  expect((await record('grace', { source: ' ' })).statusCode).toBe(422);
  const replies = (await recordOf(id, 'newt')).replies;
  expect(replies).toMatchObject([
    {
      text: 'Nous avons changé d’équipe.',
      source: 'Direction, par courriel',
      said_on: '2026-01-15',
      recorded_by: { id: cast.grace.id },
      can: { remove: false },
    },
  ]);
  expect((await recordOf(id, 'linus')).replies).toHaveLength(2);
  const path = `/api/providers/${id}/replies/${replies[0]?.id}`;
  expect((await t.as('newt').delete(path)).statusCode).toBe(403);
  expect((await t.as('mo').delete(path)).statusCode).toBe(204);
  expect((await recordOf(id, 'newt')).replies).toEqual([]);
});
