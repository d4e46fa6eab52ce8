/** What an option's utilities come to by the weights; all from 0 to 1. */
export interface WeightedSum {
  /** With every unknown at its worst, at its best, and in the middle. */
  low: number;
  high: number;
  point: number;
  /** The weight of the criteria that are known. */
  coverage: number;
}

/** What an unknown utility counts as: the middle of all that it may turn out to be. */
export const unknownUtility = 0.5;

/**
 * The weighted sum of utilities, of which an unknown one (null) may be anything from 0 to 1. `weights` are shares that sum
 * to 1, in the order of the utilities. Without any criterion all is 0.
 */
export function weightedSum(utilities: readonly (number | null)[], weights: readonly number[]): WeightedSum {
  const sum = { low: 0, high: 0, point: 0 };
  let known = 0;
  let unknown = 0;
  // Added up in the same order, so that rounding never puts the point out of its interval.
  for (const [j, utility] of utilities.entries()) {
    const weight = weights[j] ?? 0;
    if (utility === null) unknown += weight;
    else known += weight;
    sum.low += weight * (utility ?? 0);
    sum.high += weight * (utility ?? 1);
    sum.point += weight * (utility ?? unknownUtility);
  }
  const all = known + unknown;
  // Shares sum to 1 but for rounding, which must not show as more than everything.
  const [low, high, point] = [Math.min(1, sum.low), Math.min(1, sum.high), Math.min(1, sum.point)];
  return { low, high, point, coverage: all === 0 ? 0 : known / all };
}

/**
 * What an option comes to without the j-th criterion, whose weight the others take in proportion, or all the same where they
 * weigh nothing: its score, an unknown utility in the middle, and the weight of what is known. Both from 0 to 1.
 */
export function sumWithout(
  utilities: readonly (number | null)[],
  weights: readonly number[],
  j: number,
): { score: number; known: number } {
  const others = weights.reduce((sum, weight, i) => (i === j ? sum : sum + weight), 0);
  const rest = { score: 0, known: 0 };
  for (const [i, utility] of utilities.entries()) {
    if (i === j) continue;
    const share = others > 0 ? (weights[i] ?? 0) / others : 1 / (utilities.length - 1);
    rest.score += share * (utility ?? unknownUtility);
    if (utility !== null) rest.known += share;
  }
  return rest;
}

/**
 * Whether the order of the points is certain: each option's worst is at least the best of every one behind it, so that
 * no unknown can turn them round.
 */
export function isOrderRobust(sums: readonly WeightedSum[]): boolean {
  const order = sums.toSorted((a, b) => b.point - a.point);
  return order.every(({ low }, i) => order.slice(i + 1).every(({ high }) => low >= high));
}
