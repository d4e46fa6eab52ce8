/** Options that must be known by both criteria before their likeness says anything. */
const correlationOptionsMin = 4;
/** Criteria that correlate more than this tell the same twice. */
const correlationMax = 0.9;

/** Pearson's correlation of two lists of numbers, from -1 to 1; null where one of them does not vary, or with fewer than two. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const n = Math.min(a.length, b.length);
  const mean = (list: readonly number[]) => list.slice(0, n).reduce((sum, value) => sum + value / n, 0);
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, varianceA, varianceB] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    both += x * y;
    varianceA += x * x;
    varianceB += y * y;
  }
  const spread = Math.sqrt(varianceA) * Math.sqrt(varianceB);
  return spread > 1e-12 ? Math.min(1, Math.max(-1, both / spread)) : null;
}

/** Two criteria that say nearly the same of the options. */
export interface Likeness {
  criterion_ids: [string, string];
  correlation: number;
}

/**
 * The pairs of criteria whose utilities correlate over .9 by the options known by both (Pearson 1895), the most alike first:
 * what they measure counts twice. A cost turned round is no disagreement, since utilities are compared.
 */
export function likeCriteria(
  ids: readonly string[],
  utilities: readonly (readonly (number | null)[])[],
): Likeness[] {
  const pairs = ids.flatMap((first, j) =>
    ids.slice(j + 1).map((second, k) => ({ first, second, j, k: j + 1 + k })),
  );
  return pairs
    .flatMap(({ first, second, j, k }): Likeness[] => {
      const known = utilities.flatMap((row) => {
        const [a, b] = [row[j] ?? null, row[k] ?? null];
        return a === null || b === null ? [] : [{ a, b }];
      });
      if (known.length < correlationOptionsMin) return [];
      const likeness = correlation(
        known.map(({ a }) => a),
        known.map(({ b }) => b),
      );
      if (likeness === null || likeness <= correlationMax) return [];
      return [{ criterion_ids: [first, second], correlation: likeness }];
    })
    .toSorted((a, b) => b.correlation - a.correlation);
}
