import { describe, expect, test } from 'vitest';
import { normalizeWeights } from './weights.ts';

describe('weights', () => {
  test('become shares', () => {
    expect(normalizeWeights([3, 1])).toEqual({ weights: [0.75, 0.25], equal: false });
  });

  test('all zero are equal, and say so', () => {
    expect(normalizeWeights([0, 0])).toEqual({ weights: [0.5, 0.5], equal: true });
    expect(normalizeWeights([])).toEqual({ weights: [], equal: false });
  });

  test.each([[[-1, 2]], [[Number.NaN]], [[Infinity, 1]]])('%j are refused', (weights) => {
    expect(() => normalizeWeights(weights)).toThrow(RangeError);
  });

  test.each([[[1e-300, 3e-300]], [[1e308, 1.5e308]], [[5e-324, 5e-324]], [[1e308, 5e-324, 0]]])(
    '%j sum to 1',
    (weights) => {
      const sum = normalizeWeights(weights).weights.reduce((total, weight) => total + weight, 0);
      expect(sum).toBeCloseTo(1, 12);
    },
  );

  test('keep their proportion however small they are', () => {
    expect(normalizeWeights([1e-300, 3e-300]).weights).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(0.75, 12),
    ]);
  });
});
