import { describe, expect, test } from 'vitest';
import { anchoredUtility, piecewiseLinear } from './scales.ts';

describe('an anchored scale', () => {
  test.each([
    [1, 0],
    [3, 0.5],
    [5, 1],
    [9, 1],
    [-4, 0],
  ])('a benefit of %d between 1 and 5 is worth %d', (value, utility) => {
    expect(anchoredUtility(value, { low: 1, high: 5, direction: 'benefit' })).toBe(utility);
    expect(anchoredUtility(value, { low: 1, high: 5, direction: 'cost' })).toBe(1 - utility);
  });

  test('holds at the ends of what a number holds', () => {
    const scale = { low: -1e308, high: 1e308, direction: 'benefit' } as const;
    expect(anchoredUtility(0, scale)).toBe(0.5);
    expect(anchoredUtility(1e308, scale)).toBe(1);
    const narrow = { low: 0, high: 5e-324 } as const;
    expect(anchoredUtility(0, { ...narrow, direction: 'benefit' })).toBe(0);
    expect(anchoredUtility(1, { ...narrow, direction: 'cost' })).toBe(0);
  });

  test.each([
    [Number.NaN, 0, 1],
    [Infinity, 0, 1],
    [1, 1, 1],
    [1, 2, 1],
    [1, 0, Infinity],
  ])('refuses %d between %d and %d', (value, low, high) => {
    expect(() => anchoredUtility(value, { low, high, direction: 'benefit' })).toThrow(RangeError);
  });
});

describe('a value curve', () => {
  test.each([
    { cutoffs: [1], values: [1] },
    { cutoffs: [1, 1], values: [0, 1] },
    { cutoffs: [2, 1], values: [0, 1] },
    { cutoffs: [1, 2], values: [0] },
    { cutoffs: [1, Number.NaN], values: [0, 1] },
  ])('refuses $cutoffs worth $values', (curve) => {
    expect(() => piecewiseLinear(curve, 1)).toThrow(RangeError);
  });

  test('may fall, and is level beyond its ends', () => {
    const curve = { cutoffs: [0, 10, 20], values: [1, 0.2, 0] };
    expect([-5, 0, 5, 10, 15, 20, 25].map((x) => piecewiseLinear(curve, x))).toEqual([
      1, 1, 0.6, 0.2, 0.1, 0, 0,
    ]);
  });

  test('holds at the ends of what a number holds', () => {
    const curve = { cutoffs: [-1.5e308, 1.5e308], values: [-1e308, 1e308] };
    expect(piecewiseLinear(curve, 0)).toBe(0);
    expect(piecewiseLinear(curve, 1.4e308)).toBeCloseTo(1e308 * (1.4 / 1.5), -297);
  });
});
