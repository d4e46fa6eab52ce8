/**
 * Rank-order-centroid weights of n criteria of which the first `placed` were put in order: the k-th weighs
 * (1/n) Σ 1/i for i from k to n, and those not placed share what the remaining ranks weigh. The order's placed ones first;
 * they sum to 1. It is the mean of all weightings that keep the order (Barron and Barrett, Decision quality using ranked
 * attribute weights, 1996; SMARTER: Edwards and Barron, 1994). Throws RangeError for more placed than there are.
 */
export function rocWeights(n: number, placed: number = n): number[] {
  if (placed < 0 || placed > n) throw new RangeError('More criteria are placed than there are.');
  const weights: number[] = [];
  // From the last, so that each sum adds one part to the one before.
  for (let k = n, sum = 0; k >= 1; k--) {
    sum += 1 / k;
    weights.unshift(sum / n);
  }
  const left = weights.slice(placed).reduce((total, weight) => total + weight, 0);
  return weights.map((weight, i) => (i < placed ? weight : left / (n - placed)));
}

/** The same by the criteria's ids: `order` names those placed, the most important first; others share the rest. */
export function orderWeights(ids: readonly string[], order: readonly string[]): Map<string, number> {
  const placed = order.filter((id) => ids.includes(id));
  const weights = rocWeights(ids.length, placed.length);
  return new Map(
    ids.map((id) => [id, weights[placed.includes(id) ? placed.indexOf(id) : placed.length] ?? 0]),
  );
}
