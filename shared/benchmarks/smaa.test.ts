import { describe, expect, test } from 'vitest';
import { randomFrom } from './random.ts';
import { rocWeights } from './roc.ts';
import { acceptability, type Acceptability, type SmaaInput } from './smaa.ts';

const sure = (...rows: number[][]) =>
  rows.map((row) => row.map((utility) => ({ low: utility, high: utility })));
const seed = 7;
const drawn = (input: SmaaInput): Acceptability =>
  acceptability(input)[0] ?? { rankShares: [], centralWeights: [] };

describe('drawn weightings', () => {
  test('say the same for the same seed, and about the same for another', () => {
    const utilities = sure([1, 0, 0.3], [0.4, 0.75, 0.2]);
    const once = drawn({ utilities, seed });
    expect(drawn({ utilities, seed })).toEqual(once);
    const other = drawn({ utilities, seed: 8 });
    expect(other).not.toEqual(once);
    expect(other.rankShares[0]?.[0]).toBeCloseTo(once.rankShares[0]?.[0] ?? -1, 1);
  });

  test('give every option each place in shares that sum to 1, ties shared', () => {
    const { rankShares } = drawn({ utilities: sure([0.5, 0.5], [0.5, 0.5], [0.2, 0.9]), seed });
    for (const row of rankShares) expect(row.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
    for (const place of [0, 1, 2])
      expect(rankShares.reduce((sum, row) => sum + (row[place] ?? 0), 0)).toBeCloseTo(1, 9);
    expect(rankShares[0]).toEqual(rankShares[1]);
  });

  test('are even over all weightings, whose mean is every criterion the same', () => {
    const { centralWeights } = drawn({ utilities: sure([1, 1, 1, 1]), seed });
    for (const weight of centralWeights[0] ?? []) expect(weight).toBeCloseTo(0.25, 2);
  });

  test('that keep the reader’s order have the rank-order centroid as their mean', () => {
    const weights = [10, 40, 20, 30];
    const { centralWeights } = drawn({
      utilities: sure([1, 1, 1, 1]),
      weights,
      weightings: ['order'],
      seed,
    });
    const [most, second, third, least] = rocWeights(4);
    for (const [j, expected] of [least, most, third, second].entries())
      expect(centralWeights[0]?.[j]).toBeCloseTo(expected ?? -1, 2);
  });

  test('put criteria that the reader has level in either order', () => {
    const weights = [50, 50, 10];
    const { centralWeights } = drawn({
      utilities: sure([1, 1, 1]),
      weights,
      weightings: ['order'],
      seed,
    });
    const [most = 0, second = 0, least = 0] = rocWeights(3);
    for (const [j, expected] of [(most + second) / 2, (most + second) / 2, least].entries())
      expect(centralWeights[0]?.[j]).toBeCloseTo(expected, 2);
  });

  test('near the reader’s stay around them, and leave at 0 what is at 0', () => {
    const weights = [60, 40, 0];
    const { centralWeights } = drawn({
      utilities: sure([1, 1, 1]),
      weights,
      weightings: ['near'],
      seed,
    });
    expect(centralWeights[0]?.[0]).toBeCloseTo(0.6, 1);
    expect(centralWeights[0]?.[2]).toBe(0);
  });

  test('of several sorts come at once', () => {
    const input = { utilities: sure([1, 0], [0.6, 0.5]), weights: [70, 30], seed };
    const [all, order] = acceptability({ ...input, weightings: ['all', 'order'] });
    expect(all?.rankShares[0]?.[0]).toBeCloseTo(0.444, 1);
    // It is first from 55.6 % for the first criterion on: of those above half, eight of nine.
    expect(order?.rankShares[0]?.[0]).toBeGreaterThan(0.85);
  });

  test('draw what is unknown too', () => {
    const utilities = [[{ low: 0, high: 1 }], [{ low: 0.7, high: 0.7 }]];
    expect(drawn({ utilities, seed }).rankShares[0]?.[0]).toBeCloseTo(0.3, 1);
  });

  test('of one option, or of none, say so without a NaN', () => {
    expect(drawn({ utilities: sure([0.3, 0.2]), seed }).rankShares).toEqual([[1]]);
    expect(drawn({ utilities: [], seed })).toEqual({ rankShares: [], centralWeights: [] });
  });
});

test('numbers are even, and the same for the same seed', () => {
  const [one, again] = [randomFrom(3), randomFrom(3)];
  const list = Array.from({ length: 2000 }, one);
  expect(Array.from({ length: 2000 }, again)).toEqual(list);
  expect(list.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(list.reduce((sum, number) => sum + number / list.length, 0)).toBeCloseTo(0.5, 1);
});
