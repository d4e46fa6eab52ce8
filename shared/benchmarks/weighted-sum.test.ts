import { describe, expect, test } from 'vitest';
import { isOrderRobust, weightedSum } from './weighted-sum.ts';

const close = (sum: Record<string, number>) =>
  Object.fromEntries(Object.entries(sum).map(([name, value]) => [name, expect.closeTo(value, 12)]));

describe('a weighted sum', () => {
  test.each([
    ['of known utilities is one number', [1, 0.5], { low: 0.8, high: 0.8, point: 0.8, coverage: 1 }],
    ['takes an unknown as anything', [null, 0.5], { low: 0.2, high: 0.8, point: 0.5, coverage: 0.4 }],
    ['of unknowns alone says nothing', [null, null], { low: 0, high: 1, point: 0.5, coverage: 0 }],
  ])('%s', (_, utilities, sum) => {
    expect(weightedSum(utilities, [0.6, 0.4])).toEqual(close(sum));
  });

  test('is covered in full when what is unknown weighs nothing', () => {
    expect(weightedSum([0.3, null, 0.3, 0.3], [0.1, 0, 0.2, 0.7])).toMatchObject({ coverage: 1 });
  });

  test('of no criteria knows nothing', () => {
    expect(weightedSum([], [])).toEqual({ low: 0, high: 0, point: 0, coverage: 0 });
  });

  test('never leaves 0 to 1, nor its own interval, by rounding', () => {
    for (let n = 1; n <= 60; n += 1) {
      const weights = Array.from({ length: n }, () => 1 / n);
      for (const unknown of [0, 2, 3, 7]) {
        const utilities = weights.map((_, j) => (unknown > 0 && j % unknown === 0 ? null : 1));
        const { low, point, high, coverage } = weightedSum(utilities, weights);
        const inOrder = [0, low, point, high, 1];
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
        expect(coverage).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('an order', () => {
  const weights = [0.5, 0.5];
  const isRobust = (rows: (number | null)[][]) => isOrderRobust(rows.map((row) => weightedSum(row, weights)));

  test.each<[string, (number | null)[][], boolean]>([
    [
      'everything known',
      [
        [1, 1],
        [0, 0],
        [0.5, 0.5],
      ],
      true,
    ],
    [
      'an unknown that cannot catch up',
      [
        [1, 0.8],
        [0.5, null],
      ],
      true,
    ],
    [
      'an unknown that could',
      [
        [1, 0.2],
        [0.5, null],
      ],
      false,
    ],
    [
      'an unknown of the first that could lose it',
      [
        [0.8, null],
        [0.6, 0.6],
      ],
      false,
    ],
    [
      'behind the first only, where two could change places',
      [
        [1, 1],
        [0.4, null],
        [0.5, 0.4],
      ],
      false,
    ],
    ['a single option', [[null, null]], true],
  ])('with %s', (_, rows, isCertain) => {
    expect(isRobust(rows)).toBe(isCertain);
    expect(isRobust(rows.toReversed())).toBe(isCertain);
  });
});
