import type { CriterionType, Matrix } from './normalize.ts';
import { opinionOf, type Opinion } from './topsis.ts';
import { normalizeWeights } from './weights.ts';

/**
 * How much better is better, in the criterion's unit: up to `q` a difference is none, from `p` it counts fully, straight
 * between. Both 0: any difference counts fully.
 */
export interface Thresholds {
  q: number;
  p: number;
}

/** The linear preference function with indifference (type V); with q = p or q = 0 also types I to III. */
const preference = (difference: number, { q, p }: Thresholds): number => {
  if (difference <= q) return 0;
  return difference >= p ? 1 : (difference - q) / (p - q);
};

/**
 * The net flow of each option, from -1 to 1: how much it is preferred to the others less how much they are preferred to it,
 * in the mean (PROMETHEE II: Brans and Vincke, A preference ranking organisation method, 1985). Throws RangeError for
 * values that are not finite, rows of unequal length, or what `normalizeWeights` refuses.
 */
export function promethee(
  matrix: Matrix,
  types: readonly CriterionType[],
  weights: readonly number[],
  thresholds: readonly Thresholds[],
): Opinion {
  if (matrix.some((row) => row.length !== types.length || !row.every(Number.isFinite)))
    throw new RangeError('Every option has one finite value for each criterion.');
  const { weights: shares } = normalizeWeights(weights);
  const preferred = (a: readonly number[], b: readonly number[]): number =>
    types.reduce<number>((sum, type, j) => {
      const difference = type * ((a[j] ?? 0) - (b[j] ?? 0));
      return sum + (shares[j] ?? 0) * preference(difference, thresholds[j] ?? { q: 0, p: 0 });
    }, 0);
  const flows = matrix.map(
    (row, i) =>
      matrix.reduce(
        (sum, other, k) => (k === i ? sum : sum + preferred(row, other) - preferred(other, row)),
        0,
      ) /
      (matrix.length - 1),
  );
  return opinionOf(flows.every(Number.isFinite) ? flows : null, matrix.length);
}
