import { describe, expect, test } from 'vitest';
import { flipWeights, leastTransfer } from './flip.ts';
import { normalizeWeights } from './weights.ts';

/** Numbers from 0 to 1, the same at each run (Lehmer's generator with the multiplier 48,271). */
function numbers(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  // The first of a small seed is always near 0.
  next();
  return next;
}

const score = (utilities: readonly number[], weights: readonly number[]) =>
  utilities.reduce((sum, utility, j) => sum + utility * (weights[j] ?? 0), 0);

/** The weights with the j-th set to `share` and the others scaled in proportion. */
function moved(weights: readonly number[], j: number, share: number): number[] {
  const others = 1 - (weights[j] ?? 0);
  return weights.map((weight, i) => (i === j ? share : (weight * (1 - share)) / others));
}

const problems = Array.from({ length: 200 }, (_, seed) => {
  const next = numbers(seed + 1);
  const n = 2 + Math.floor(next() * 5);
  const row = () => Array.from({ length: n }, () => Math.round(next() * 20) / 20);
  const { weights } = normalizeWeights(Array.from({ length: n }, () => 0.05 + next()));
  const [a, b] = [row(), row()];
  const [first, rival] = score(a, weights) >= score(b, weights) ? [a, b] : [b, a];
  return { first, rival, weights };
});

test('the problems below have from two to six criteria', () => {
  expect(new Set(problems.map(({ weights }) => weights.length))).toEqual(new Set([2, 3, 4, 5, 6]));
});

describe('the weight that turns two options round', () => {
  test('is where they draw level, and there is none where they never do', () => {
    for (const { first, rival, weights } of problems) {
      for (const [j, at] of flipWeights(first, rival, weights).entries()) {
        const gap = (share: number) =>
          score(first, moved(weights, j, share)) - score(rival, moved(weights, j, share));
        if (at !== null) expect(gap(at)).toBeCloseTo(0, 9);
        const signs = new Set(
          Array.from({ length: 101 }, (_, i) => Math.sign(Math.round(gap(i / 100) * 1e9))),
        );
        if (signs.has(1) && signs.has(-1)) expect(at).not.toBeNull();
      }
    }
  });

  test('is all the weight where they draw level by that criterion alone, whatever the rounding', () => {
    // 0.1 + 0.2 is not 0.3 for a computer.
    const [, at] = flipWeights([0.9, 0.1 + 0.2], [0.1, 0.3], [0.5, 0.5]);
    expect(at).toBeCloseTo(1, 12);
    const [, other] = flipWeights([0.9, 0.3], [0.1, 0.1 + 0.2], [0.5, 0.5]);
    expect(other).toBeCloseTo(1, 12);
  });

  test('is none for a single criterion, or for equal options', () => {
    expect(flipWeights([1], [0], [1])).toEqual([null]);
    expect(flipWeights([0.5, 0.5], [0.5, 0.5], [0.5, 0.5])).toEqual([null, null]);
    expect(flipWeights([0.1 + 0.2, 0.3], [0.3, 0.1 + 0.2], [0.5, 0.5])).toEqual([null, null]);
  });

  test('is none on the other criteria when one has all the weight', () => {
    const flips = flipWeights([1, 0], [0, 1], [1, 0]);
    expect(flips[0]).toBeNull();
    expect(flips[1]).toBeCloseTo(0.5, 12);
  });
});

/** Every way to share out the whole weight among three criteria, in steps of one sixtieth. */
const shareOuts = Array.from({ length: 61 }, (_, a) =>
  Array.from({ length: 61 - a }, (__, b) => [a / 60, b / 60, (60 - a - b) / 60]),
).flat();

describe('the least transfer', () => {
  test('makes the two draw level', () => {
    for (const { first, rival, weights } of problems) {
      const transfer = leastTransfer(first, rival, weights);
      if (!transfer || transfer.amount === 0) continue;
      const after = [...weights];
      for (const { from, to, amount } of transfer.moves) {
        expect(from).not.toBe(to);
        expect(amount).toBeGreaterThan(0);
        after[from] = (after[from] ?? 0) - amount;
        after[to] = (after[to] ?? 0) + amount;
      }
      expect(Math.min(...after)).toBeGreaterThanOrEqual(-1e-12);
      expect(score(first, after)).toBeCloseTo(score(rival, after), 9);
    }
  });

  test('is the least: no other sharing out that moves less puts the rival ahead', () => {
    const three = problems.filter(({ weights }) => weights.length === 3);
    expect(three.length).toBeGreaterThan(20);
    for (const { first, rival, weights } of three) {
      const least = leastTransfer(first, rival, weights)?.amount ?? Infinity;
      for (const other of shareOuts) {
        if (score(first, other) >= score(rival, other) - 1e-9) continue;
        const moved = other.reduce((sum, share, j) => sum + Math.max(0, share - (weights[j] ?? 0)), 0);
        expect(moved).toBeGreaterThanOrEqual(least - 1e-9);
      }
    }
  });

  test('takes from several when one has not enough', () => {
    const transfer = leastTransfer([1, 0.9, 0], [0, 0.3, 1], [0.4, 0.5, 0.1]);
    expect(transfer?.moves.map(({ from, to }) => [from, to])).toEqual([[0, 2]]);
    const larger = leastTransfer([1, 1, 0], [0, 0.1, 0.3], [0.3, 0.6, 0.1]);
    expect(larger?.moves.map(({ from }) => from)).toEqual([0, 1]);
  });

  test('is nothing when they are level, and none when the rival is nowhere better', () => {
    expect(leastTransfer([0.5], [0.5], [1])).toEqual({ amount: 0, moves: [] });
    expect(leastTransfer([1, 1], [0, 0], [0.5, 0.5])).toBeNull();
  });
});
