import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { cast } from '../../test/cast.ts';
import { evaluate, openBenchmark, threeCriteria } from '../../test/benchmark.ts';
import { makeCircle, makeProvider } from '../../test/make.ts';
import { countStatements } from '../../test/statements.ts';

let t: TestApp;
let circle: { id: string; audienceId: string };
beforeAll(async () => {
  t = await makeApp();
  circle = await makeCircle(t.services, 'Acheteurs', ['grace', 'linus', 'mo']);
});
afterAll(() => t.close());

const post = (body: object) => t.as('grace').post('/api/benchmarks', body);
const show = async (id: string, who: 'grace' | 'linus' | 'newt' = 'grace'): Promise<Benchmark> =>
  (await t.as(who).get(`/api/benchmarks/${id}`)).json();
const openCase = async (more: object = {}): Promise<string> => {
  const body = { kind: 'case', title: 'Quel intégrateur ?', sheet: { looking_for: 'Des noms' }, ...more };
  return (await t.as('grace').post('/api/threads', body)).json().id;
};
const one = [{ name: 'Qualité', kind: 'rating' }];

describe('opening a benchmark', () => {
  test('keeps need, criteria with their scales, and options in their order', async () => {
    const benchmark = await openBenchmark(t, { description: 'Pour des PME.' });
    expect(benchmark).toMatchObject({
      need: 'Intégrateur de flux',
      description: 'Pour des PME.',
      state: 'collecting',
      audience: { kind: 'all' },
      case: null,
      source: null,
      sees: 'all',
      weights_from: 'benchmark',
      basis: { evaluation_count: 0, member_count: 0, newest_at: null },
      can: { edit: true, add_option: true, evaluate: true, close: true, reopen: false },
    });
    expect(benchmark.criteria).toMatchObject([
      {
        name: 'Prix',
        direction: 'cost',
        currency: 'EUR',
        per: 'once',
        low: 1_000_000,
        high: 5_000_000,
        weight: 50,
      },
      { name: 'Qualité', direction: 'benefit', currency: null, low: 1, high: 5 },
      { name: 'Reprise des données', low: 0, high: 1 },
    ]);
    expect(benchmark.options.map(({ provider }) => provider.name)).toEqual(['Alpaga', 'Flux', 'Nordet']);
    expect(benchmark.cells).toHaveLength(9);
    expect(benchmark.cells.every(({ mean, counted }) => mean === null && counted === 0)).toBe(true);
  });

  test.each([
    [{ need: ' ', criteria: one }, 'need', 'required'],
    [{ need: 'N', criteria: [] }, 'criteria', 'too_few'],
    [{ need: 'N', criteria: [{ name: 'P', kind: 'price', high: 2 }] }, 'criteria.0.low', 'required'],
    [
      { need: 'N', criteria: [{ name: 'P', kind: 'price', low: 2, high: 2 }] },
      'criteria.0.high',
      'out_of_order',
    ],
    [
      { need: 'N', criteria: [{ name: 'P', kind: 'price', low: 0.5, high: 2 }] },
      'criteria.0.low',
      'bad_format',
    ],
    [
      { need: 'N', criteria: [{ name: 'N', kind: 'number', low: 9, high: 2 }] },
      'criteria.0.high',
      'out_of_order',
    ],
    [
      { need: 'N', criteria: [{ name: 'N', kind: 'number', low: -2e12, high: 2 }] },
      'criteria.0.low',
      'out_of_range',
    ],
    [
      { need: 'N', criteria: [{ name: 'R', kind: 'rating', low: 0, high: 5 }] },
      'criteria.0.low',
      'not_for_this',
    ],
    [{ need: 'N', criteria: [{ name: 'R', kind: 'rating', unit: 'km' }] }, 'criteria.0.unit', 'not_for_this'],
    [{ need: 'N', criteria: [...one, { name: 'QUALITÉ', kind: 'yesno' }] }, 'criteria.1.name', 'repeated'],
    [
      { need: 'N', criteria: one, options: [{ provider_id: newId() }] },
      'options.0.provider_id',
      'unknown_reference',
    ],
    [{ need: 'N', criteria: one, audience_id: newId() }, 'audience_id', 'unknown_reference'],
    [{ need: 'N', criteria: one, thread_id: newId() }, 'thread_id', 'unknown_reference'],
    [{ need: 'N', criteria: one, opened_by: newId() }, 'opened_by', 'unknown_field'],
  ])('%j is refused at %s', async (body, field, code) => {
    const reply = await post(body);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field, code }]);
  });

  test('takes a provider twice with two products, and once with one', async () => {
    const provider = await makeProvider(t.services, 'Deux offres');
    const options = (a: string, b: string) => [
      { provider_id: provider, product: a },
      { provider_id: provider, product: b },
    ];
    expect((await post({ need: 'N', criteria: one, options: options('Base', 'Pro') })).statusCode).toBe(201);
    const twice = await post({ need: 'N', criteria: one, options: options('Pro', 'PRO') });
    expect(twice.json().errors).toMatchObject([{ field: 'options.1.provider_id', code: 'repeated' }]);
  });

  test('repeated with its key makes one', async () => {
    const key = { 'idempotency-key': newId() };
    const first = await t.as('grace').post('/api/benchmarks', { need: 'Une fois', criteria: one }, key);
    const again = await t.as('grace').post('/api/benchmarks', { need: 'Une fois', criteria: one }, key);
    expect(again.json().id).toBe(first.json().id);
  });

  test('from a case takes its audience, and the case links to it', async () => {
    const id = await openCase({ audience_id: circle.audienceId });
    const benchmark = (await post({ need: 'Depuis un cas', criteria: one, thread_id: id })).json();
    expect(benchmark).toMatchObject({
      audience: { kind: 'circle' },
      case: { id, title: 'Quel intégrateur ?' },
    });
    expect((await t.as('linus').get(`/api/threads/${id}`)).json().benchmarks).toEqual([
      { id: benchmark.id, need: 'Depuis un cas', state: 'collecting' },
    ]);
  });

  test('from a case among few needs an audience, and shows the case to those few alone', async () => {
    const id = await openCase({ member_ids: [cast.linus.id] });
    const refused = await post({ need: 'Entre nous', criteria: one, thread_id: id });
    expect(refused.json().errors).toMatchObject([{ field: 'audience_id', code: 'required' }]);
    const everybody = '00000000-0000-7000-8000-000000000001';
    const benchmark = (
      await post({ need: 'Pour tous', criteria: one, thread_id: id, audience_id: everybody })
    ).json();
    expect((await show(benchmark.id, 'linus')).case).toMatchObject({ id });
    expect((await show(benchmark.id, 'newt')).case).toBeNull();
  });
});

describe('a benchmark of a circle', () => {
  test('does not exist for others, by any of its routes', async () => {
    const benchmark = await openBenchmark(t, { audience_id: circle.audienceId, need: 'Secret de cercle' });
    const [criterion] = benchmark.criteria;
    for (const path of ['', '/ranking', `/ranking?w=${criterion?.id}:1`, '/evaluations']) {
      const hidden = await t.as('mallory').get(`/api/benchmarks/${benchmark.id}${path}`);
      const random = await t.as('mallory').get(`/api/benchmarks/${newId()}${path}`);
      expect([hidden.statusCode, hidden.body]).toEqual([404, random.body]);
    }
    for (const query of ['', '?q=secret', '?order=evidence', '?order=need', `?circle_id=${circle.id}`])
      expect((await t.as('mallory').get(`/api/benchmarks${query}`)).body).not.toContain('Secret de cercle');
    const [option] = benchmark.options;
    const provider = await t.as('mallory').get(`/api/providers/${option?.provider.id}`);
    expect(provider.json().benchmarks).toEqual([]);
    const inside = await t.as('linus').get(`/api/providers/${option?.provider.id}`);
    expect(inside.json().benchmarks).toMatchObject([{ need: 'Secret de cercle' }]);
  });
});

describe('changing a benchmark', () => {
  test('is its opener’s or a moderator’s who reads it', async () => {
    const { id } = await openBenchmark(t, { audience_id: circle.audienceId });
    expect((await t.as('linus').patch(`/api/benchmarks/${id}`, { need: 'Volé' })).statusCode).toBe(403);
    expect((await t.guest.patch(`/api/benchmarks/${id}`, { need: 'Volé' })).statusCode).toBe(401);
    expect((await t.as('ada').patch(`/api/benchmarks/${id}`, { need: 'Volé' })).statusCode).toBe(404);
    expect((await show(id)).need).toBe('Intégrateur de flux');
    expect((await t.as('mo').patch(`/api/benchmarks/${id}`, { need: 'Rangé' })).json().need).toBe('Rangé');
  });

  test('on top of another edit answers with what stands', async () => {
    const { id, version } = await openBenchmark(t);
    await t.as('grace').patch(`/api/benchmarks/${id}`, { version, need: 'Premier' });
    const late = await t.as('grace').patch(`/api/benchmarks/${id}`, { version, need: 'Second' });
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'conflict', current: { need: 'Premier' } });
  });

  test('retires what is left out, keeps what has an id, adds the rest, in the order given', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [2_000_000, 4, 1]);
    const [price, quality] = benchmark.criteria;
    const criteria = [
      { ...threeCriteria[1], id: quality?.id, name: 'Qualité du flux' },
      { name: 'Délai', kind: 'number', unit: 'semaines', direction: 'cost', low: 2, high: 12 },
      { ...threeCriteria[0], id: price?.id },
    ];
    const [first, , third] = benchmark.options;
    const options = [third, first].map((option) => ({ id: option?.id, provider_id: option?.provider.id }));
    const reply = await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { criteria, options });
    expect(reply.statusCode).toBe(200);
    const after: Benchmark = reply.json();
    expect(after.criteria.map(({ name }) => name)).toEqual(['Qualité du flux', 'Délai', 'Prix']);
    expect(after.options.map(({ provider }) => provider.name)).toEqual(['Nordet', 'Alpaga']);
    const cell = after.cells.find(
      ({ option_id: option, criterion_id: criterion }) => option === first?.id && criterion === quality?.id,
    );
    expect(cell).toMatchObject({ mean: 4, counted: 1 });
  });

  test('leaves the kind of a criterion that has values', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [null, 4, null]);
    const criteria = benchmark.criteria.map(({ id, name }) => ({ id, name, kind: 'yesno' }));
    const reply = await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { criteria });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toContainEqual(
      expect.objectContaining({ field: 'criteria.1.kind', code: 'has_values' }),
    );
    expect((await show(benchmark.id)).criteria[1]?.kind).toBe('rating');
  });

  test('changes the words, anchors and direction of a criterion that has values', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [3_000_000, null, null]);
    const [price] = benchmark.criteria;
    const criteria = [
      { ...threeCriteria[0], id: price?.id, name: 'Budget', low: 0, high: 4_000_000, low_words: 'rien' },
    ];
    const reply = await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { criteria });
    expect(reply.json().criteria).toMatchObject([{ name: 'Budget', low: 0, high: 4_000_000 }]);
    expect(reply.json().cells[0]).toMatchObject({ mean: 3_000_000 });
    const other = [{ ...criteria[0], currency: 'CHF' }];
    const wrong = await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { criteria: other });
    expect(wrong.json().errors).toMatchObject([{ field: 'criteria.0.currency', code: 'has_values' }]);
  });

  test('gives nobody’s evaluations to another provider or product', async () => {
    const benchmark = await openBenchmark(t);
    await evaluate(t, benchmark, 'linus', 0, [null, 4, null]);
    const [alpaga, flux, nordet] = benchmark.options;
    const change = (options: object[]) => t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { options });
    const moved = await change([{ id: alpaga?.id, provider_id: flux?.provider.id }]);
    expect(moved.json().errors).toMatchObject([{ field: 'options.0.provider_id', code: 'has_values' }]);
    const renamed = await change([{ id: alpaga?.id, provider_id: alpaga?.provider.id, product: 'Pro' }]);
    expect(renamed.json().errors).toMatchObject([{ field: 'options.0.product', code: 'has_values' }]);
    expect((await show(benchmark.id)).options).toHaveLength(3);
    const free = await change([
      { id: alpaga?.id, provider_id: alpaga?.provider.id },
      { id: flux?.id, provider_id: nordet?.provider.id, product: 'Base' },
    ]);
    expect(free.json().options).toMatchObject([
      { product: '' },
      { product: 'Base', provider: { name: 'Nordet' } },
    ]);
  });

  test('refuses criteria and options of another benchmark', async () => {
    const [mine, other] = [await openBenchmark(t), await openBenchmark(t)];
    const criteria = [{ id: other.criteria[1]?.id, name: 'Prise', kind: 'rating' }];
    const wrong = await t.as('grace').patch(`/api/benchmarks/${mine.id}`, { criteria });
    expect(wrong.json().errors).toMatchObject([{ field: 'criteria.0.id', code: 'unknown_reference' }]);
    const chosen = await t
      .as('grace')
      .patch(`/api/benchmarks/${mine.id}`, { chosen_option_id: other.options[0]?.id });
    expect(chosen.json().errors).toMatchObject([{ field: 'chosen_option_id', code: 'unknown_reference' }]);
    expect(await show(mine.id)).toMatchObject({ chosen_option_id: null, version: mine.version });
  });

  test('closes it, says what was chosen, and opens it again', async () => {
    const benchmark = await openBenchmark(t);
    const [, flux] = benchmark.options;
    const closed = await t
      .as('grace')
      .patch(`/api/benchmarks/${benchmark.id}`, { state: 'closed', chosen_option_id: flux?.id });
    expect(closed.json()).toMatchObject({
      state: 'closed',
      chosen_option_id: flux?.id,
      can: { evaluate: false, add_option: false, close: false, reopen: true },
    });
    const late = await t.as('linus').put(`/api/benchmarks/${benchmark.id}/evaluations`, {
      option_id: flux?.id,
      values: [],
    });
    expect([late.statusCode, late.json().code]).toEqual([409, 'closed']);
    const opened = await t.as('grace').patch(`/api/benchmarks/${benchmark.id}`, { state: 'collecting' });
    expect(opened.json()).toMatchObject({ state: 'collecting', closed_at: null });
  });
});

describe('reading a benchmark', () => {
  const countOf = async (read: () => Promise<unknown>) => (await countStatements(read)).statements.length;

  test('takes as many statements for many evaluations as for one', async () => {
    const benchmark = await openBenchmark(t);
    const reads = ['', '/ranking', '/evaluations'].map(
      (path) => () => t.as('grace').get(`/api/benchmarks/${benchmark.id}${path}`),
    );
    await evaluate(t, benchmark, 'linus', 0, [1_500_000, 4, 1]);
    await evaluate(t, benchmark, 'grace', 0, [1_500_000, 4, 1]);
    const few: number[] = [];
    // The first notes besides that others' values were shown.
    expect(await countOf(() => t.as('grace').get(`/api/benchmarks/${benchmark.id}`))).toBe(4);
    for (const read of reads) few.push(await countOf(read));
    expect(few).toEqual([3, 3, 3]);
    for (const who of ['linus', 'newt', 'mallory', 'grace'] as const)
      for (const option of [0, 1, 2]) await evaluate(t, benchmark, who, option, [1_500_000, 3, 0]);
    const many: number[] = [];
    for (const read of reads) many.push(await countOf(read));
    expect(many).toEqual(few);
  });

  test('its case is read by its readers alone, also when it came to narrow', async () => {
    const id = await openCase();
    const benchmark = await openBenchmark(t, { thread_id: id });
    expect((await show(benchmark.id, 'newt')).case).toMatchObject({ id });
    await t.services.pool.query('update threads set audience_id = $1 where id = $2', [circle.audienceId, id]);
    expect((await show(benchmark.id, 'newt')).case).toBeNull();
    expect((await show(benchmark.id, 'linus')).case).toMatchObject({ id });
  });
});
