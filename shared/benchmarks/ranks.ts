/** Scores closer than this are equal: far above what rounding does, far below what anybody can see. */
export const tieTolerance = 1e-9;

/**
 * Ranks from 1, the highest score first, in the order of the scores. Those within `tieTolerance` of the best of their rank
 * share it, and as many ranks are skipped (1, 1, 3).
 */
export function ranksOf(scores: readonly number[]): number[] {
  const ranks = scores.map(() => 0);
  const order = scores.map((score, i) => ({ score, i })).toSorted((a, b) => b.score - a.score);
  let best = Number.POSITIVE_INFINITY;
  let rank = 0;
  for (const [place, { score, i }] of order.entries()) {
    if (best - score > tieTolerance) {
      best = score;
      rank = place + 1;
    }
    ranks[i] = rank;
  }
  return ranks;
}
