import { describe, expect, test } from 'vitest';
import { normalize, NormalizationRefused, rankMatrix } from './normalize.ts';

describe('a computed scale', () => {
  test.each(['sum', 'ratio'] as const)('by %s refuses negative values', (form) => {
    const refused = expect.objectContaining({ code: 'negative_value' });
    expect(() => normalize([[-1], [2]], [1], form)).toThrow(refused);
    expect(() => normalize([[-1], [2]], [-1], form)).toThrow(refused);
  });

  test.each(['sum', 'ratio'] as const)('by %s refuses zero only where it would be divided by', (form) => {
    const refused = expect.objectContaining({ code: 'zero_divisor' });
    expect(() => normalize([[0], [2]], [-1], form)).toThrow(refused);
    expect(() => normalize([[0], [0]], [1], form)).toThrow(refused);
    expect(normalize([[0], [2]], [1], form)).toEqual([[0], [1]]);
  });

  test('by range takes negative values', () => {
    expect(normalize([[-10], [0], [10]], [1], 'minmax')).toEqual([[0], [0.5], [1]]);
    expect(normalize([[-10], [0], [10]], [-1], 'minmax')).toEqual([[1], [0.5], [0]]);
  });

  test('by length takes negative values and refuses zeros alone', () => {
    expect(normalize([[-3], [4]], [1], 'vector')).toEqual([[-0.6], [0.8]]);
    expect(() => normalize([[0], [0]], [1], 'vector')).toThrow(
      expect.objectContaining({ code: 'zero_divisor' }),
    );
  });

  test('refuses rows of unequal length and what is not finite', () => {
    const refused = expect.objectContaining({ code: 'bad_matrix' });
    expect(() => normalize([[1, 2], [1]], [1, 1], 'minmax')).toThrow(refused);
    expect(() => normalize([[Number.NaN]], [1], 'minmax')).toThrow(refused);
    expect(() => normalize([[Number.NaN]], [1], 'minmax')).toThrow(NormalizationRefused);
    expect(NormalizationRefused.prototype).toBeInstanceOf(RangeError);
  });

  test.each([
    ['minmax', [[-1e308], [1e308]], [[1], [0]]],
    ['minmax', [[0], [5e-324]], [[1], [0]]],
    ['vector', [[1e308], [1e308]], [[1 - Math.SQRT1_2], [1 - Math.SQRT1_2]]],
    ['sum', [[1e-310], [1]], [[1], [0]]],
    ['ratio', [[1e-310], [1]], [[1], [0]]],
  ] as const)(
    'by %s gives numbers for costs at the ends of what a number holds: %j',
    (form, matrix, utilities) => {
      const close = utilities.map((row) => row.map((utility) => expect.closeTo(utility, 12)));
      expect(normalize(matrix, [-1], form)).toEqual(close);
    },
  );

  test('takes any number of options and criteria', () => {
    expect(normalize([], [1, -1], 'minmax')).toEqual([]);
    expect(normalize([[], []], [], 'sum')).toEqual([[], []]);
    const wide = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 25 }, (__, j) => 1 + ((i * j) % 7)),
    );
    const types = wide[0]?.map((_, j) => (j % 2 === 0 ? 1 : -1) as 1 | -1) ?? [];
    for (const form of ['minmax', 'vector', 'sum', 'ratio'] as const) {
      const utilities = normalize(wide, types, form).flat();
      expect(utilities).toHaveLength(1_000);
      expect(utilities.every((utility) => utility >= 0 && utility <= 1)).toBe(true);
    }
  });
});

describe('the ranking of a matrix', () => {
  test('says when all options are equal by all criteria', () => {
    const { reason, scores } = rankMatrix(
      [
        [1, 2],
        [1, 2],
      ],
      [1, -1],
      [1, 1],
      'minmax',
    );
    expect(reason).toBe('all_equal');
    expect(scores).toEqual([0, 0]);
  });

  test('leaves out what tells nobody apart, and scales up the weights of the rest', () => {
    const matrix = [
      [5, 100, 3],
      [5, 80, 1],
    ];
    const { effectiveWeights, nonDiscriminating } = rankMatrix(matrix, [1, -1, 1], [2, 3, 1], 'minmax');
    expect(nonDiscriminating).toEqual([0]);
    expect(effectiveWeights).toEqual([0, 0.75, 0.25]);
  });

  test('finds all equal when only a criterion without weight tells them apart', () => {
    const matrix = [
      [1, 5],
      [2, 5],
    ];
    expect(rankMatrix(matrix, [1, 1], [0, 1], 'minmax')).toEqual({
      scores: [0, 0],
      ranks: [1, 1],
      effectiveWeights: [0, 0],
      nonDiscriminating: [1],
      reason: 'all_equal',
    });
  });

  test('refuses more or fewer weights than criteria', () => {
    expect(() => rankMatrix([[1, 2]], [1, 1], [1], 'sum')).toThrow(RangeError);
  });
});
