import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, drawnOf, simulate } from '@cenacle/shared/benchmarks/answer.ts';
import { rankBenchmark } from '@cenacle/shared/benchmarks/cells.ts';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import type { RankingReply } from '@cenacle/shared/benchmarks/ranking-contract.ts';
import { newId } from '../database.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { evaluate, openBenchmark, threeCriteria } from '../../test/benchmark.ts';
import type { Name } from '../../test/cast.ts';
import { makeCircle } from '../../test/make.ts';

let t: TestApp;
let benchmark: Benchmark;
beforeAll(async () => {
  t = await makeApp();
  benchmark = await openBenchmark(t);
  await evaluate(t, benchmark, 'linus', 0, [1_800_000, 3, 1]);
  await evaluate(t, benchmark, 'linus', 1, [3_000_000, 5, 1]);
  await evaluate(t, benchmark, 'newt', 1, [3_400_000, 4, 1]);
  await evaluate(t, benchmark, 'newt', 2, [null, 4, null]);
});
afterAll(() => t.close());

const rank = async (query = '', who: 'grace' | 'linus' = 'grace'): Promise<RankingReply> =>
  (await t.as(who).get(`/api/benchmarks/${benchmark.id}/ranking${query}`)).json();
const by = (weights: number[]) =>
  `?w=${weights.map((weight, j) => `${benchmark.criteria[j]?.id}:${weight}`).join(',')}`;
const leaderOf = ({ lead }: RankingReply) =>
  benchmark.options.find(({ id }) => id === lead?.leader_ids[0])?.provider.name;

describe('the ranking', () => {
  test('is what the shared calculation says of the page’s own cells', async () => {
    const page: Benchmark = (await t.as('grace').get(`/api/benchmarks/${benchmark.id}`)).json();
    const weights = new Map(page.weights.map(({ criterion_id: id, weight }) => [id, weight]));
    const { weights_from: from, sees, basis, ...said } = await rank('?simulate=1');
    const ranking = rankBenchmark(page, weights);
    const simulation = simulate(drawnOf(page.criteria, page.cells, ranking));
    expect(said).toEqual({ ...ranking, ...answerOf(page.criteria, ranking), simulation });
    expect((await rank()).simulation).toBeNull();
    expect({ from, sees, basis }).toEqual({ from: 'benchmark', sees: 'all', basis: page.basis });
  });

  test('has another winner by other weights', async () => {
    expect(leaderOf(await rank(by([10, 90, 10])))).toBe('Flux');
    const dear = await rank(by([90, 10, 10]));
    expect(leaderOf(dear)).toBe('Alpaga');
    expect(dear.weights_from).toBe('given');
  });

  test('leaves out what too little is known of, and says how much', async () => {
    const { options } = await rank(by([50, 40, 10]));
    const nordet = options.find(({ option_id: id }) => id === benchmark.options[2]?.id);
    expect(nordet).toMatchObject({ rank: null });
    expect(nordet?.coverage).toBeCloseTo(0.4, 12);
  });

  test('counts a criterion that is not named for nothing', async () => {
    const { weights } = await rank(`?w=${benchmark.criteria[1]?.id}:7`);
    expect(weights.map(({ weight }) => weight)).toEqual([0, 1, 0]);
  });

  test('says that all weights were zero', async () => {
    expect(await rank(by([0, 0, 0]))).toMatchObject({ equal_weights: true });
  });

  test.each([
    ['nothing', '?w='],
    ['a negative weight', () => by([-1, 1, 1])],
    ['no number', () => `?w=${benchmark.criteria[0]?.id}:beaucoup`],
    ['too large a number', () => `?w=${benchmark.criteria[0]?.id}:1e400`],
    ['another’s criterion', `?w=${newId()}:1`],
    ['a criterion twice', () => `${by([1])},${benchmark.criteria[0]?.id}:2`],
    ['a repeated parameter', () => `${by([1])}&w=x`],
  ])('refuses %s', async (_, query) => {
    const path = `/api/benchmarks/${benchmark.id}/ranking${typeof query === 'string' ? query : query()}`;
    const reply = await t.as('grace').get(path);
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field: 'w' }]);
  });

  test('says in a word why there is none', async () => {
    const empty = await openBenchmark(t, { options: [] });
    const none = await openBenchmark(t);
    const reason = async ({ id }: Benchmark) =>
      (await t.as('grace').get(`/api/benchmarks/${id}/ranking`)).json();
    expect(await reason(empty)).toMatchObject({ reason: 'no_option', options: [], lead: null });
    expect(await reason(none)).toMatchObject({ reason: 'no_evidence', lead: null });
    await evaluate(t, none, 'linus', 0, [2_000_000, 3, 1]);
    await evaluate(t, none, 'linus', 1, [2_000_000, 3, 1]);
    expect(await reason(none)).toMatchObject({ reason: 'all_equal' });
  });
});

describe('a knock-out', () => {
  const [priceInput, qualityInput, takeover] = threeCriteria;
  const criteria = [{ ...priceInput, knockout: 3_000_000 }, qualityInput, { ...takeover, knockout: 1 }];
  const rankingOf = async ({ id }: Benchmark): Promise<RankingReply> =>
    (await t.as('grace').get(`/api/benchmarks/${id}/ranking`)).json();

  test('leaves out who fails it, and keeps who may fail it, to be checked', async () => {
    const limited = await openBenchmark(t, { criteria });
    const [price, , data] = limited.criteria.map(({ id }) => id);
    await evaluate(t, limited, 'linus', 0, [3_000_000, 4, 1]);
    await evaluate(t, limited, 'linus', 1, [3_000_001, 5, 1]);
    await evaluate(t, limited, 'linus', 2, [1_000_000, 2, null]);
    const { options, lead } = await rankingOf(limited);
    const of = (i: number) => options.find(({ option_id: id }) => id === limited.options[i]?.id);
    expect(of(0)).toMatchObject({ rank: 1, failed: [], to_check: [] });
    expect(of(1)).toMatchObject({ rank: null, failed: [price], to_check: [] });
    expect(of(2)).toMatchObject({ rank: 2, failed: [], to_check: [data] });
    expect(lead?.leader_ids).toEqual([limited.options[0]?.id]);
    expect(options.at(-1)).toEqual(of(1));

    // Where evaluators differ on a yes or no, nobody is left out by a share.
    await evaluate(t, limited, 'newt', 0, [3_000_000, 4, 0]);
    const [option] = limited.options;
    expect((await rankingOf(limited)).options.find((each) => each.option_id === option?.id)).toMatchObject({
      rank: 2,
      failed: [],
      to_check: [data],
    });
  });

  test('that all fail leaves nobody, and says so', async () => {
    const limited = await openBenchmark(t, { criteria: [{ ...qualityInput, knockout: 4 }] });
    for (const i of [0, 1, 2]) await evaluate(t, limited, 'linus', i, [3]);
    expect(await rankingOf(limited)).toMatchObject({ reason: 'all_out', lead: null });
  });

  test.each([
    ['no rating', { ...qualityInput, knockout: 6 }, 'out_of_range'],
    ['half a cent', { ...priceInput, knockout: 10.5 }, 'bad_format'],
    ['no where yes is better', { ...takeover, knockout: 0 }, 'bad_choice'],
  ])('at %s is refused', async (_, criterion, code) => {
    const reply = await t.as('grace').post('/api/benchmarks', { need: 'Limites', criteria: [criterion] });
    expect(reply.statusCode).toBe(422);
    expect(reply.json().errors).toMatchObject([{ field: 'criteria.0.knockout', code }]);
  });
});

describe('weights of one’s own', () => {
  const keep = (weights: number[], who: 'grace' | 'linus' = 'linus') =>
    t.as(who).put(`/api/benchmarks/${benchmark.id}/weights`, {
      weights: weights.map((weight, j) => ({ criterion_id: benchmark.criteria[j]?.id, weight })),
    });

  test('are kept for their member alone, until they go back to those proposed', async () => {
    const kept = await keep([90, 10, 10]);
    expect(kept.json()).toMatchObject({
      weights_from: 'mine',
      weights: [{ weight: 90 }, { weight: 10 }, { weight: 10 }],
    });
    expect(await rank('', 'linus')).toMatchObject({ weights_from: 'mine' });
    expect(leaderOf(await rank('', 'linus'))).toBe('Alpaga');
    expect(await rank()).toMatchObject({ weights_from: 'benchmark' });
    expect((await keep([])).json()).toMatchObject({
      weights_from: 'benchmark',
      weights: [{ weight: 50 }, {}, {}],
    });
  });

  test('of three readers make the group’s, which name nobody and count no one who left', async () => {
    const keepFor = async (who: Name, price: number, quality: number) =>
      t.as(who).put(`/api/benchmarks/${circled.id}/weights`, {
        weights: [price, quality].map((weight, j) => ({ criterion_id: circled.criteria[j]?.id, weight })),
      });
    const group = async () => (await t.as('grace').get(`/api/benchmarks/${circled.id}`)).json().group_weights;
    const circle = await makeCircle(t.services, 'Trois', ['grace', 'linus', 'newt', 'mo']);
    const circled = await openBenchmark(t, {
      criteria: threeCriteria.slice(0, 2),
      audience_id: circle.audienceId,
    });
    await keepFor('grace', 100, 0);
    await keepFor('linus', 50, 50);
    expect(await group()).toBeNull();
    await keepFor('newt', 0, 0);
    expect(await group()).toEqual({
      member_count: 3,
      weights: [
        { criterion_id: circled.criteria[0]?.id, weight: 66.67 },
        { criterion_id: circled.criteria[1]?.id, weight: 33.33 },
      ],
    });
    await t.as('newt').post(`/api/circles/${circle.id}/leave`);
    expect(await group()).toBeNull();
  });

  test('of criteria that were retired count no more', async () => {
    const other = await openBenchmark(t);
    const [price, quality] = other.criteria;
    const kept = await t
      .as('linus')
      .put(`/api/benchmarks/${other.id}/weights`, { weights: [{ criterion_id: quality?.id, weight: 90 }] });
    expect(kept.json().weights).toMatchObject([{ weight: 50 }, { weight: 90 }, { weight: 50 }]);
    const criteria = [{ ...threeCriteria[0], id: price?.id }];
    await t.as('grace').patch(`/api/benchmarks/${other.id}`, { criteria });
    const page: Benchmark = (await t.as('linus').get(`/api/benchmarks/${other.id}`)).json();
    expect(page).toMatchObject({ weights_from: 'benchmark', weights: [{ weight: 50 }] });
    const gone = await t
      .as('linus')
      .put(`/api/benchmarks/${other.id}/weights`, { weights: [{ criterion_id: quality?.id, weight: 1 }] });
    expect(gone.json().errors).toMatchObject([{ code: 'unknown_reference' }]);
  });

  test('are refused for criteria that are none of the benchmark’s, or out of bounds', async () => {
    const path = `/api/benchmarks/${benchmark.id}/weights`;
    const wrong = await t.as('linus').put(path, { weights: [{ criterion_id: newId(), weight: 1 }] });
    expect(wrong.json().errors).toMatchObject([
      { field: 'weights.0.criterion_id', code: 'unknown_reference' },
    ]);
    expect((await keep([101])).statusCode).toBe(422);
    expect((await t.guest.put(path, { weights: [] })).statusCode).toBe(401);
  });

  test('are kept once, also when two pages keep them at once', async () => {
    const replies = await Promise.all([keep([1, 2, 3]), keep([3, 2, 1]), keep([2, 2, 2])]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  });
});
