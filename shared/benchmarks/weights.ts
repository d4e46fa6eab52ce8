/**
 * Weights as shares that sum to 1. All zero: every criterion counts the same, and `equal` says so. Throws RangeError for
 * a weight that is negative or not finite.
 */
export function normalizeWeights(weights: readonly number[]): { weights: number[]; equal: boolean } {
  if (weights.some((weight) => !Number.isFinite(weight) || weight < 0))
    throw new RangeError('A weight is negative or not a number.');
  const largest = Math.max(0, ...weights);
  if (largest === 0) return { weights: weights.map(() => 1 / weights.length), equal: weights.length > 0 };
  // By the largest first: the sum of very large weights would overflow, and very small ones would lose their digits.
  const scaled = weights.map((weight) => weight / largest);
  const sum = scaled.reduce((total, weight) => total + weight, 0);
  return { weights: scaled.map((weight) => weight / sum), equal: false };
}
