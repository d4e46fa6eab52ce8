import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { openBenchmark } from '../../test/benchmark.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Acheteurs', ['grace', 'linus']);
});
afterAll(() => t.close());

const frame = {
  category: 'emailing',
  sector: 'Négoce',
  company_size: '10-49',
  budget: { min_minor: 500_000, max_minor: 1_000_000, currency: 'EUR', per: 'year' },
  deadline: '2027-03-31',
  must_haves: ['Hébergé en Europe', 'Support en français', 'Hébergé en Europe'],
};

test('for whom and within what is kept, shown to every reader and changed in part', async () => {
  const opened = await openBenchmark(t, frame);
  const kept = { ...frame, must_haves: ['Hébergé en Europe', 'Support en français'] };
  expect(opened).toMatchObject(kept);
  const changed = await t.as('grace').patch(`/api/benchmarks/${opened.id}`, { budget: null, sector: '' });
  expect(changed.json()).toMatchObject({ ...kept, budget: null, sector: '' });
  const read = await t.as('linus').get(`/api/benchmarks/${opened.id}`);
  expect(read.json()).toMatchObject({ category: 'emailing', deadline: '2027-03-31', budget: null });
});

test.each([
  [{ category: 'voyance' }, 'category', 'bad_choice'],
  [{ budget: { ...frame.budget, max_minor: 1 } }, 'budget.max_minor', 'out_of_order'],
  [{ deadline: '2027-02-30' }, 'deadline', 'bad_format'],
  [{ must_haves: ['x', ' '] }, 'must_haves.1', 'required'],
])('%j is refused at %s', async (wrong, field, code) => {
  const body = { need: 'N', criteria: [{ name: 'Qualité', kind: 'rating' }], ...wrong };
  const reply = await t.as('grace').post('/api/benchmarks', body);
  expect(reply.json()).toMatchObject({ status: 422, errors: [{ field, code }] });
});

const add = async (benchmark: Benchmark, ...names: string[]) => {
  t.travel(1000);
  const criteria = [
    ...benchmark.criteria.map(({ id, name, kind, low, high }) => ({ id, name, kind, low, high })),
    ...names.map((name) => ({ name, kind: 'rating', question: `${name} ?`, evidence_expected: 'Un écrit' })),
  ];
  const reply = await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { criteria });
  expect(reply.statusCode).toBe(200);
};
const lateFor = async (who: 'linus' | 'newt', category = 'erp') =>
  (await t.as(who).get(`/api/benchmarks/late-criteria?category=${category}`))
    .json()
    .items.map(({ name, benchmark_count: count }: { name: string; benchmark_count: number }) => [
      name,
      count,
    ]);

test('what benchmarks of a category were given late is offered to those who read them', async () => {
  const [first, second, inside] = [
    await openBenchmark(t, { category: 'erp' }),
    await openBenchmark(t, { category: 'erp' }),
    await openBenchmark(t, { category: 'erp', audience_id: circle.audienceId }),
  ];
  await add(first, 'Réversibilité', 'Support');
  await add(second, 'reversibilite');
  await add(inside, 'Secret', 'Support');
  expect(await lateFor('newt')).toEqual([
    ['reversibilite', 2],
    ['Support', 1],
  ]);
  expect(await lateFor('linus')).toEqual([
    ['Support', 2],
    ['reversibilite', 2],
    ['Secret', 1],
  ]);
  expect(await lateFor('linus', 'seo')).toEqual([]);
  const [support] = (await t.as('linus').get('/api/benchmarks/late-criteria?category=erp')).json().items;
  expect(support).toMatchObject({ question: 'Support ?', evidence_expected: 'Un écrit', language: 'fr' });
  const unknown = await t.as('linus').get('/api/benchmarks/late-criteria?category=voyance');
  expect(unknown.statusCode).toBe(422);
});
