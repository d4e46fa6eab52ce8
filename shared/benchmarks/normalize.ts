import { ranksOf } from './ranks.ts';
import { shareBetween } from './scales.ts';
import { normalizeWeights } from './weights.ts';

/** Rows are options, columns criteria. */
export type Matrix = readonly (readonly number[])[];
/** 1 for a benefit, -1 for a cost. */
export type CriterionType = 1 | -1;

/**
 * How a whole matrix becomes utilities: by the range of each criterion, its Euclidean length, its sum, or the ratio to
 * its best value. All are computed from the options at hand: another option changes the others, unlike anchors.
 */
export type Normalization = 'minmax' | 'vector' | 'sum' | 'ratio';

/** Why a matrix cannot be normalized: not one finite value in each cell, a negative value, or a division by zero. */
export type NormalizationRefusal = 'bad_matrix' | 'negative_value' | 'zero_divisor';

/** What `normalize` throws; `code` says why. */
export class NormalizationRefused extends RangeError {
  readonly code: NormalizationRefusal;
  constructor(code: NormalizationRefusal, message: string) {
    super(message);
    this.code = code;
  }
}

const columnOf = (matrix: Matrix, j: number): number[] => matrix.map((row) => row[j] ?? Number.NaN);

/** Refuses what a ratio says nothing about: negative values, and zero where it would be divided by. */
function refuseForRatio(column: readonly number[], type: CriterionType): void {
  if (column.some((value) => value < 0))
    throw new NormalizationRefused('negative_value', 'A ratio of negative values says nothing.');
  if (type === -1 && column.some((value) => value === 0))
    throw new NormalizationRefused('zero_divisor', 'A cost of zero cannot be divided by.');
  if (type === 1 && column.every((value) => value === 0))
    throw new NormalizationRefused('zero_divisor', 'A criterion of zeros alone has nothing to divide by.');
}

/** (x - min) / (max - min), turned round for a cost; zeros where all are equal. */
function byRange(column: readonly number[], type: CriterionType): number[] {
  const low = Math.min(...column);
  const high = Math.max(...column);
  if (low === high) return column.map(() => 0);
  return column.map((value) => {
    const share = shareBetween(value, low, high);
    return type === 1 ? share : 1 - share;
  });
}

/** x / ||x||, for a cost 1 - x / ||x||. */
function byLength(column: readonly number[], type: CriterionType): number[] {
  const largest = Math.max(...column.map(Math.abs));
  if (largest === 0)
    throw new NormalizationRefused('zero_divisor', 'A criterion of zeros alone has nothing to divide by.');
  // By the largest first: the length of very large values would be more than a number holds.
  const scaled = column.map((value) => value / largest);
  const length = Math.hypot(...scaled);
  return scaled.map((value) => (type === 1 ? value / length : 1 - value / length));
}

/** x / max, for a cost min / x. */
function byRatio(column: readonly number[], type: CriterionType): number[] {
  refuseForRatio(column, type);
  const best = type === 1 ? Math.max(...column) : Math.min(...column);
  return column.map((value) => (type === 1 ? value / best : best / value));
}

/** x / sum, for a cost (1/x) / sum of 1/x: the ratios to the best value as shares of their sum, which is the same. */
function bySum(column: readonly number[], type: CriterionType): number[] {
  const parts = byRatio(column, type);
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}

const columns: Record<Normalization, (column: readonly number[], type: CriterionType) => number[]> = {
  minmax: byRange,
  vector: byLength,
  sum: bySum,
  ratio: byRatio,
};

/**
 * The matrix as utilities, row by row. The forms are those of Hwang and Yoon, Multiple Attribute Decision Making (1981),
 * section 2.3. Throws NormalizationRefused for rows of unequal length, values that are not finite, and what a form cannot
 * divide: negative values by sum or ratio, and zero where it would be divided by.
 */
export function normalize(matrix: Matrix, types: readonly CriterionType[], form: Normalization): number[][] {
  if (matrix.some((row) => row.length !== types.length || !row.every(Number.isFinite)))
    throw new NormalizationRefused('bad_matrix', 'Every option has one finite value for each criterion.');
  const normalized = types.map((type, j) => columns[form](columnOf(matrix, j), type));
  return matrix.map((_, i) => normalized.map((column) => column[i] ?? 0));
}

export interface MatrixRanking {
  /** Null for a single option on a scale that is computed from the options. */
  scores: (number | null)[];
  /** From 1; equal scores share a rank. */
  ranks: number[];
  /** What the criteria really weigh; those that tell nobody apart weigh nothing. They sum to 1, or are all zero. */
  effectiveWeights: number[];
  /** Criteria, by index, whose values are all equal. */
  nonDiscriminating: number[];
  reason: 'single_provider' | 'all_equal' | null;
}

/** What criteria weigh once those of `dropped` are left out: shares of the rest, or all zero when the rest weighs nothing. */
function weightsWithout(shares: readonly number[], dropped: readonly number[]): number[] {
  const kept = shares.map((share, j) => (dropped.includes(j) ? 0 : share));
  return kept.every((share) => share === 0) ? kept : normalizeWeights(kept).weights;
}

/**
 * The weighted sum (Fishburn 1967) of a matrix on a computed scale. On the scale by range, a criterion of which all
 * options have the same value is left out and the weights of the others are scaled up (when those weigh nothing, all
 * options are equal); a single option has no score. Throws RangeError for what `normalize` or `normalizeWeights` refuse.
 */
export function rankMatrix(
  matrix: Matrix,
  types: readonly CriterionType[],
  weights: readonly number[],
  form: Normalization,
): MatrixRanking {
  if (weights.length !== types.length) throw new RangeError('Every criterion has one weight.');
  const utilities = normalize(matrix, types, form);
  const shares = normalizeWeights(weights).weights;
  const isByRange = form === 'minmax';
  if (isByRange && matrix.length === 1) {
    const alone = { scores: [null], ranks: [1], effectiveWeights: shares, nonDiscriminating: [] };
    return { ...alone, reason: 'single_provider' };
  }
  const isEqual = (j: number) => new Set(columnOf(matrix, j)).size === 1;
  const dropped = isByRange ? types.map((_, j) => j).filter(isEqual) : [];
  const effectiveWeights = weightsWithout(shares, dropped);
  const scores = utilities.map((row) =>
    row.reduce((sum, utility, j) => sum + utility * (effectiveWeights[j] ?? 0), 0),
  );
  return {
    scores,
    ranks: ranksOf(scores),
    effectiveWeights,
    nonDiscriminating: dropped,
    reason: effectiveWeights.every((weight) => weight === 0) ? 'all_equal' : null,
  };
}
