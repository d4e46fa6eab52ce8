import { describe, expect, test } from 'vitest';
import { answerOf, drawnOf, simulate } from './answer.ts';
import { correlation } from './correlation.ts';
import { efficientFrontier } from './frontier.ts';
import { rankOptions } from './rank.ts';
import { orderWeights, rocWeights } from './roc.ts';
import { topsis } from './topsis.ts';
import { promethee } from './promethee.ts';
import { leadersAlong } from './track.ts';

const rating = (id: string) => ({
  id,
  kind: 'rating' as const,
  direction: 'benefit' as const,
  low: 1,
  high: 5,
});
const price = { id: 'price', kind: 'price' as const, direction: 'cost' as const, low: 10_000, high: 50_000 };
const criteria = [price, rating('quality'), rating('speed')];
const ranked = (rows: Record<string, (number | null)[]>, weights = [20, 60, 20]) =>
  rankOptions({ criteria, options: Object.entries(rows).map(([id, values]) => ({ id, values })), weights });
const three = { alpaga: [20_000, 3, 4], flux: [30_000, 5, 4], nordet: [48_000, 5, 3] };

describe('criteria in the order of a reader', () => {
  test('share what the remaining ranks weigh where they are not placed', () => {
    const [first = 0, ...others] = rocWeights(4);
    const rest = others.reduce((sum, weight) => sum + weight, 0) / 3;
    expect(rocWeights(4, 1)).toEqual([first, ...others.map(() => expect.closeTo(rest, 12))]);
    expect(rocWeights(3, 0)).toEqual([1, 1, 1].map(() => expect.closeTo(1 / 3, 12)));
    expect(rocWeights(0)).toEqual([]);
    expect(() => rocWeights(2, 3)).toThrow(RangeError);
  });

  test('are weighed by their ids, one that is gone left out', () => {
    const weights = orderWeights(['a', 'b', 'c'], ['c', 'gone']);
    expect(weights.get('c')).toBeCloseTo(11 / 18, 12);
    expect(weights.get('a')).toBe(weights.get('b'));
  });
});

describe('second opinions', () => {
  test('say how many methods put the same first', () => {
    expect(answerOf(criteria, ranked(three)).methods).toMatchObject({ agree: 3, of: 3 });
    expect(answerOf(criteria, ranked({ alpaga: [20_000, 3, 4] })).methods).toBeNull();
  });

  test('of one option, or of options that are all the same, say nothing and why', () => {
    expect(topsis([[1, 2]], [1, 1], [1, 1])).toMatchObject({ scores: [null], reason: 'single_provider' });
    expect(
      topsis(
        [
          [1, 0],
          [1, 0],
        ],
        [1, 1],
        [1, 1],
      ),
    ).toMatchObject({ scores: [null, null], ranks: [1, 1], reason: 'all_equal' });
    const thresholds = [{ q: 0, p: 1 }];
    expect(promethee([[1]], [1], [1], thresholds)).toMatchObject({
      scores: [null],
      reason: 'single_provider',
    });
    expect(promethee([[1], [1]], [1], [1], thresholds)).toMatchObject({
      scores: [0, 0],
      reason: 'all_equal',
    });
  });

  test('a criterion of zeros alone does not stop the distance to the best', () => {
    expect(
      topsis(
        [
          [0, 1],
          [0, 2],
        ],
        [1, 1],
        [1, 1],
      ).ranks,
    ).toEqual([2, 1]);
  });
});

describe('price against quality', () => {
  test('names the offers that nobody beats, and who beats the others', () => {
    const answer = answerOf(criteria, ranked(three)).price_quality;
    expect(answer?.efficient).toEqual(['alpaga', 'flux']);
    expect(answer?.dominated).toEqual([{ id: 'nordet', by: 'flux' }]);
    expect(answer?.offers[1]).toMatchObject({ option_id: 'flux', price: 30_000 });
    expect(answer?.offers[1]?.quality).toBeCloseTo((60 * 1 + 20 * 0.75) / 80, 12);
  });

  test('leaves out what has no price, and is none with one offer', () => {
    expect(answerOf(criteria, ranked({ ...three, flux: [null, 5, 4] })).price_quality?.efficient).toEqual([
      'alpaga',
      'nordet',
    ]);
    expect(answerOf(criteria, ranked({ flux: [30_000, 5, 4] })).price_quality).toBeNull();
  });

  test('offers that are the same in both beat nobody', () => {
    const offers = ['a', 'b'].map((id) => ({ id, price: 1, quality: 0.5 }));
    expect(efficientFrontier(offers)).toEqual({ efficient: ['a', 'b'], dominated: [] });
  });
});

test('criteria that rise and fall together are told, a cost turned round', () => {
  const rows = { a: [10_000, 5, 1], b: [20_000, 4, 3], c: [30_000, 3, 5], d: [40_000, 2, 2] };
  const { alike } = answerOf(criteria, ranked(rows));
  expect(alike.map(({ criterion_ids: ids }) => ids)).toEqual([['price', 'quality']]);
  expect(answerOf(criteria, ranked(three)).alike).toEqual([]);
  expect(correlation([1, 1], [1, 2])).toBeNull();
});

test('each position of a slider has its leader', () => {
  const weights = [20, 30, 10];
  const ranking = ranked(three, weights);
  expect(leadersAlong(ranking, weights, 0, 100)).toEqual([
    { from: 0, to: expect.any(Number), option_id: 'flux' },
    { from: expect.any(Number), to: 100, option_id: 'alpaga' },
  ]);
  for (const stretch of leadersAlong(ranking, weights, 0, 100)) {
    for (const end of [stretch.from, stretch.to])
      expect(ranked(three, [end, 30, 10]).lead?.leader_ids).toContain(stretch.option_id);
  }
  // All others at 0: by this one alone from 1 on, and all level at 0.
  const alone = leadersAlong(ranked(three, [0, 0, 0]), [0, 0, 0], 0, 100);
  expect(alone.at(-1)).toMatchObject({ to: 100, option_id: 'alpaga' });
  expect(alone[0]?.option_id).toBe(ranked(three, [0, 0, 0]).lead?.leader_ids[0]);
});

test('what is drawn is what may be otherwise', () => {
  const ranking = ranked({ flux: [30_000, 4, null], alpaga: [20_000, 3, 4] });
  const cells = [{ option_id: 'flux', criterion_id: 'quality', low: 3, high: 5 }];
  const { option_ids: ids, utilities } = drawnOf(criteria, cells, ranking);
  const flux = utilities[ids.indexOf('flux')];
  expect(flux).toEqual([
    { low: 0.5, high: 0.5 },
    { low: 0.5, high: 1 },
    { low: 0, high: 1 },
  ]);
});

test('drawn weightings say how often each option is first, the same each time', () => {
  const drawn = drawnOf(criteria, [], ranked(three));
  const { draws, options } = simulate(drawn);
  expect(simulate(drawn).options).toEqual(options);
  expect(draws).toBe(10_000);
  expect(options.map(({ option_id: id }) => id)).toEqual(['flux', 'nordet', 'alpaga']);
  const [flux, nordet] = options;
  expect(nordet?.first).toEqual({ all: 0, order: 0, near: 0 });
  expect(flux?.first.near).toBeGreaterThan(flux?.first.all ?? 1);
  expect(flux?.places.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
});
