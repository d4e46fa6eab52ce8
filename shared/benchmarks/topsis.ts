import { normalize, type CriterionType, type Matrix, type Normalization } from './normalize.ts';
import { ranksOf } from './ranks.ts';
import { normalizeWeights } from './weights.ts';

/** What a second method says: null scores, with the reason, where it can't tell options apart. */
export interface Opinion {
  scores: (number | null)[];
  /** From 1; equal scores share a rank. */
  ranks: number[];
  reason: 'single_provider' | 'all_equal' | null;
}

/** An opinion of scores that may be undefined. */
export function opinionOf(scores: readonly number[] | null, options: number): Opinion {
  if (scores !== null && options > 1) {
    const ranks = ranksOf(scores);
    return { scores: [...scores], ranks, reason: ranks.every((rank) => rank === 1) ? 'all_equal' : null };
  }
  const nothing = Array.from({ length: options }, () => null);
  return {
    scores: nothing,
    ranks: nothing.map(() => 1),
    reason: options === 1 ? 'single_provider' : 'all_equal',
  };
}

/** A criterion that is equal for all tells nobody apart, and zeros alone could not be divided by. */
const tellsApart = (matrix: Matrix, j: number): boolean => new Set(matrix.map((row) => row[j])).size > 1;

/**
 * How close each option is to the best value of every criterion and how far from the worst, from 0 to 1: d⁻ / (d⁺ + d⁻) by
 * Euclidean distances of weighted, normalized values (TOPSIS: Hwang and Yoon, 1981). Throws RangeError for what `normalize`
 * or `normalizeWeights` refuse.
 */
export function topsis(
  matrix: Matrix,
  types: readonly CriterionType[],
  weights: readonly number[],
  form: Normalization = 'vector',
): Opinion {
  const { weights: shares } = normalizeWeights(weights);
  const kept = types.map((_, j) => j).filter((j) => tellsApart(matrix, j));
  const column = <T>(list: readonly T[]) => kept.flatMap((j) => list[j] ?? []);
  // Costs are turned round by the normalization: more is better from here on.
  const rows = normalize(matrix.map(column), column(types), form).map((row) =>
    row.map((value, k) => value * (column(shares)[k] ?? 0)),
  );
  const best = kept.map((_, k) => Math.max(...rows.map((row) => row[k] ?? 0)));
  const worst = kept.map((_, k) => Math.min(...rows.map((row) => row[k] ?? 0)));
  const distance = (row: readonly number[], to: readonly number[]) =>
    Math.hypot(...row.map((value, k) => value - (to[k] ?? 0)));
  const scores = rows.map((row) => {
    const [toBest, toWorst] = [distance(row, best), distance(row, worst)];
    return toWorst / (toBest + toWorst);
  });
  return opinionOf(scores.every(Number.isFinite) ? scores : null, matrix.length);
}
