import { describe, expect, test } from 'vitest';
import { coverageMin, rankOptions, type Ranking, type RankingInput } from './rank.ts';

const rating = (id: string) => ({ id, direction: 'benefit' as const, low: 1, high: 5 });
const price = { id: 'price', direction: 'cost' as const, low: 10_000, high: 50_000 };

const input: RankingInput = {
  criteria: [price, rating('quality'), rating('speed')],
  options: [
    { id: 'alpaga', values: [20_000, 3, 4] },
    { id: 'flux', values: [30_000, 5, 4] },
    { id: 'nordet', values: [48_000, 5, 3] },
  ],
  weights: [20, 60, 20],
};
const at = ({ options }: Ranking, id: string) => options.find(({ option_id: option }) => option === id);
const orderOf = ({ options }: Ranking) => options.map(({ option_id: id }) => id);
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
};

describe('the ranking', () => {
  test('is the weighted sum of anchored utilities, best first', () => {
    const ranking = rankOptions(input);
    expect(orderOf(ranking)).toEqual(['flux', 'nordet', 'alpaga']);
    expect(at(ranking, 'flux')).toMatchObject({ rank: 1, coverage: 1 });
    expect(at(ranking, 'flux')?.score).toBeCloseTo(0.2 * 0.5 + 0.6 + 0.2 * 0.75, 12);
    expect(ranking.weights.map(({ weight }) => Math.round(weight * 1e12) / 1e12)).toEqual([0.2, 0.6, 0.2]);
    expect(ranking.reason).toBeNull();
    for (const { contributions, score } of ranking.options) {
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 12);
    }
  });

  test('does not depend on the order of options or criteria', () => {
    const ranking = rankOptions(input);
    const turned = rankOptions({
      criteria: input.criteria.toReversed(),
      options: input.options.toReversed().map(({ id, values }) => ({ id, values: values.toReversed() })),
      weights: input.weights.toReversed(),
    });
    expect(orderOf(turned)).toEqual(orderOf(ranking));
    for (const id of orderOf(ranking))
      expect(at(turned, id)?.score).toBeCloseTo(at(ranking, id)?.score ?? -1, 12);
    expect(turned.lead).toEqual({
      ...ranking.lead,
      flip: { ...ranking.lead?.flip, weight: expect.closeTo(ranking.lead?.flip?.weight ?? -1, 12) },
    });
  });

  test('gives no other score to anybody when an option comes', () => {
    const before = rankOptions(input);
    const after = rankOptions({ ...input, options: [...input.options, { id: 'dear', values: [9e9, 1, 1] }] });
    for (const id of orderOf(before)) expect(at(after, id)?.score).toBe(at(before, id)?.score);
  });

  test('is the same when all weights are scaled', () => {
    const ranking = rankOptions(input);
    for (const factor of [1e-300, 3, 1e300]) {
      const scaled = rankOptions({ ...input, weights: input.weights.map((weight) => weight * factor) });
      expect(orderOf(scaled)).toEqual(orderOf(ranking));
      for (const id of orderOf(ranking))
        expect(at(scaled, id)?.score).toBeCloseTo(at(ranking, id)?.score ?? -1, 12);
    }
  });

  test('takes all weights alike when they are zero, and says so', () => {
    const ranking = rankOptions({ ...input, weights: [0, 0, 0] });
    expect(ranking.equal_weights).toBe(true);
    expect(ranking.weights.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(rankOptions(input).equal_weights).toBe(false);
  });

  test.each([[[-1, 1, 1]], [[Number.NaN, 1, 1]]])('refuses the weights %j', (weights) => {
    expect(() => rankOptions({ ...input, weights })).toThrow(RangeError);
  });
});

describe('the lead', () => {
  test('says at which weight of which criterion another would be ahead', () => {
    const flip = rankOptions(input).lead?.flip;
    expect(flip).toMatchObject({ rival_id: 'alpaga', criterion_id: 'price', direction: 'more' });
    const leaderAt = (share: number) => {
      const others = (1 - share) / 0.8;
      return orderOf(rankOptions({ ...input, weights: [share, 0.6 * others, 0.2 * others] }))[0];
    };
    const weight = flip?.weight ?? Number.NaN;
    expect(leaderAt(weight - 1e-6)).toBe('flux');
    expect(leaderAt(weight + 1e-6)).toBe('alpaga');
  });

  test('is shared when the first are equal, and then nothing turns it round', () => {
    const options = [...input.options, { id: 'twin', values: [30_000, 5, 4] }];
    const { lead, options: ranked } = rankOptions({ ...input, options });
    expect(lead).toEqual({
      leader_ids: ['flux', 'twin'],
      runner_up_id: 'nordet',
      robust: false,
      flip: null,
      transfer: null,
    });
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 1, 3, 4]);
  });

  test('is robust when no unknown of another could overtake', () => {
    const sure = [
      { id: 'best', values: [10_000, 5, 5] },
      { id: 'other', values: [50_000, 2, null] },
    ];
    expect(rankOptions({ ...input, options: sure }).lead?.robust).toBe(true);
    const unsure = [
      { id: 'best', values: [10_000, 3, 5] },
      { id: 'other', values: [10_000, 3, null] },
    ];
    expect(rankOptions({ ...input, options: unsure }).lead?.robust).toBe(false);
  });

  test('has no flip where the rival would only draw level at all or nothing', () => {
    const two = { criteria: [rating('a'), rating('b')], weights: [1, 1] };
    const options = [
      { id: 'x', values: [5, 5] },
      { id: 'y', values: [1, 5] },
    ];
    expect(rankOptions({ ...two, options }).lead?.flip).toBeNull();
  });
});

describe('what is not known', () => {
  test('counts as anything, its middle as the score', () => {
    const ranking = rankOptions({
      ...input,
      options: [{ id: 'a', values: [10_000, 5, null] }, ...input.options],
    });
    expect(at(ranking, 'a')).toMatchObject({ coverage: 0.8, rank: 1 });
    expect(at(ranking, 'a')?.low).toBeCloseTo(0.8, 12);
    expect(at(ranking, 'a')?.high).toBeCloseTo(1, 12);
    expect(at(ranking, 'a')?.score).toBeCloseTo(0.9, 12);
  });

  test('keeps an option out of the ranking below the coverage that it needs, and not at it', () => {
    const below = rankOptions({
      ...input,
      options: [...input.options, { id: 'half', values: [10_000, null, 5] }],
    });
    expect(at(below, 'half')).toMatchObject({ rank: null, coverage: 0.4 });
    expect(orderOf(below).at(-1)).toBe('half');
    const exactly = rankOptions({
      ...input,
      options: [...input.options, { id: 'sixty', values: [null, 5, null] }],
    });
    expect(at(exactly, 'sixty')?.coverage).toBeCloseTo(coverageMin, 12);
    expect(at(exactly, 'sixty')?.rank).not.toBeNull();
  });
});

describe('what cannot be ranked is said', () => {
  test.each<[string, Partial<RankingInput>]>([
    ['no_option', { options: [] }],
    [
      'no_evidence',
      {
        options: [
          { id: 'a', values: [null, null, null] },
          { id: 'b', values: [null, null, null] },
        ],
      },
    ],
    [
      'no_evidence',
      {
        criteria: [],
        weights: [],
        options: [
          { id: 'a', values: [] },
          { id: 'b', values: [] },
        ],
      },
    ],
    ['single_option', { options: [{ id: 'a', values: [20_000, 3, 3] }] }],
    [
      'too_little_known',
      {
        options: [
          { id: 'a', values: [20_000, null, null] },
          { id: 'b', values: [null, null, 2] },
        ],
      },
    ],
    [
      'all_equal',
      {
        options: [
          { id: 'a', values: [20_000, 3, 3] },
          { id: 'b', values: [20_000, 3, 3] },
        ],
      },
    ],
  ])('%s', (reason, change) => {
    const ranking = rankOptions({ ...input, ...change });
    expect(ranking.reason).toBe(reason);
    expect(numbersIn(ranking).every(Number.isFinite)).toBe(true);
  });

  test('a single option keeps its score, since its scale is anchored', () => {
    const ranking = rankOptions({ ...input, options: [{ id: 'a', values: [10_000, 5, 5] }] });
    expect(ranking.options[0]).toMatchObject({ rank: 1, score: 1 });
    expect(ranking.lead).toBeNull();
  });
});

test.each<[string, RankingInput]>([
  ['tiny weights', { ...input, weights: [1e-300, 1e-300, 5e-324] }],
  [
    'huge values',
    { ...input, options: input.options.map(({ id }) => ({ id, values: [1e12, -1e12, 1e12] })) },
  ],
  [
    'one criterion',
    {
      criteria: [rating('a')],
      options: [
        { id: 'x', values: [2] },
        { id: 'y', values: [3] },
      ],
      weights: [7],
    },
  ],
  [
    'sixty criteria',
    {
      criteria: Array.from({ length: 60 }, (_, j) => rating(`c${j}`)),
      options: Array.from({ length: 30 }, (_, i) => ({
        id: `o${i}`,
        values: Array.from({ length: 60 }, (__, j) => ((i * 7 + j * 3) % 9 === 0 ? null : 1 + ((i + j) % 5))),
      })),
      weights: Array.from({ length: 60 }, (_, j) => j % 4),
    },
  ],
])('%s give numbers and nothing else', (_, given) => {
  const ranking = rankOptions(given);
  expect(numbersIn(ranking).every(Number.isFinite)).toBe(true);
  for (const { low, score, high } of ranking.options) {
    expect(low).toBeLessThanOrEqual(score + 1e-12);
    expect(score).toBeLessThanOrEqual(high + 1e-12);
  }
});
