import { describe, expect, test } from 'vitest';
import { anchoredPrices, linearPrices, proportionalPrices } from './price.ts';

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

describe('proportional prices', () => {
  test('are their share of the lowest', () => {
    expect(proportionalPrices([200, 100, 400])).toEqual([0.5, 1, 0.25]);
  });

  test.each([[[0, 80, 90]], [[-5, 80]]])('say nothing about %j', (prices) => {
    expect(proportionalPrices(prices)).toBeNull();
  });

  test('of nobody are none', () => {
    expect(proportionalPrices([])).toEqual([]);
  });
});

describe('linear prices', () => {
  test.each([
    [
      [100, 150, 200],
      [1, 0.5, 0],
    ],
    [
      [0, 80, 90],
      [1, 1 / 9, 0],
    ],
    [
      [-10, 10],
      [1, 0],
    ],
    [
      [7, 7],
      [1, 1],
    ],
    [[7], [1]],
    [
      [-1e308, 0, 1e308],
      [1, 0.5, 0],
    ],
  ])('%j are worth %j', (prices, worth) => {
    expect(linearPrices(prices)).toEqual(close(worth));
  });
});

describe('anchored prices', () => {
  test('do not depend on the others, and are level below the target and above the ceiling', () => {
    const anchors = { target: 1_000, ceiling: 2_000 };
    expect(anchoredPrices([500, 1_000, 1_200, 2_000, 9_000], anchors)).toEqual(close([1, 1, 0.8, 0, 0]));
    expect(anchoredPrices([1_200], anchors)).toEqual(close([0.8]));
  });

  test('need a target below the ceiling', () => {
    expect(() => anchoredPrices([1], { target: 5, ceiling: 5 })).toThrow(RangeError);
  });
});

test.each([proportionalPrices, linearPrices])('a price that is not finite is refused (%o)', (form) => {
  expect(() => form([1, Number.NaN])).toThrow(RangeError);
  expect(() => form([1, Infinity])).toThrow(RangeError);
});
