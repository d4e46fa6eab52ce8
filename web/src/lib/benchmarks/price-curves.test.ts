import { expect, test } from 'vitest';
import { worthOf } from './price-curves.ts';

const at = (prices: number[], price: number) =>
  worthOf(prices, { low: 1000, high: 2000 }).map(({ name, worthAt }) => [name, worthAt(price)]);

test('three curves say what the same price is worth', () => {
  expect(at([1000, 1200, 3000], 1200)).toEqual([
    ['anchored', 0.8],
    ['proportional', expect.closeTo(5 / 6, 9)],
    ['linear', expect.closeTo(0.9, 9)],
  ]);
});

test('a curve says nothing beyond the prices that it is made of, or of a price of 0', () => {
  expect(at([1000, 3000], 500).map(([, worth]) => worth)).toEqual([1, null, null]);
  expect(at([0, 3000], 1500).map(([, worth]) => worth)).toEqual([0.5, null, 0.5]);
});
