import { ranksOf } from './ranks.ts';

/** Rows are raters, columns what they rated; null where a rater said nothing. */
export type Ratings = readonly (readonly (number | null)[])[];

/** An agreement is shown from so many raters and so many cells that two of them rated. */
const agreementRatersMin = 2;
const agreementCellsMin = 5;

export type AgreementLevel = 'nominal' | 'interval';

/** The squared distance of two values by their level. */
const distances: Record<AgreementLevel, (a: number, b: number) => number> = {
  nominal: (a, b) => (a === b ? 0 : 1),
  interval: (a, b) => (a - b) ** 2,
};

/** The sum of the distances of all ordered pairs of values. */
function pairs(values: readonly number[], distance: (a: number, b: number) => number): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const known = [...counts].toSorted(([a], [b]) => a - b);
  return known.reduce(
    (sum, [a, many], i) =>
      sum + known.slice(i + 1).reduce((part, [b, more]) => part + 2 * many * more * distance(a, b), 0),
    0,
  );
}

/** The columns in which at least two raters said something, each as its values. */
function comparable(ratings: Ratings): number[][] {
  const columnCount = Math.max(0, ...ratings.map((row) => row.length));
  return Array.from({ length: columnCount }, (_, j) => ratings.flatMap((row) => row[j] ?? [])).filter(
    (column) => column.length >= 2,
  );
}

/**
 * Krippendorff's alpha, 1 minus the disagreement observed over the one expected by chance: 1 for full agreement, 0 for as
 * much as by chance, below for less (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011). Marks are on an
 * interval scale. Null where it is undefined: no cell with two ratings, or no difference anywhere.
 */
export function krippendorffAlpha(ratings: Ratings, level: AgreementLevel = 'interval'): number | null {
  const cells = comparable(ratings);
  const all = cells.flat();
  const distance = distances[level];
  const expected = pairs(all, distance) / (all.length - 1);
  if (!(expected > 0)) return null;
  const observed = cells.reduce((sum, cell) => sum + pairs(cell, distance) / (cell.length - 1), 0);
  return 1 - observed / expected;
}

/** An agreement with what it rests on. */
export interface Agreement {
  /** Null when it is undefined, or rests on fewer than 2 raters or 5 cells. */
  alpha: number | null;
  /** Raters with a cell in which another rater said something too, and those cells. */
  raters: number;
  cells: number;
}

/** How far raters agree, by Krippendorff's alpha of their marks on an interval scale, where there is enough to say so. */
export function agreementOf(ratings: Ratings): Agreement {
  const isShared = (j: number) => ratings.filter((row) => (row[j] ?? null) !== null).length >= 2;
  const raters = ratings.filter((row) => row.some((value, j) => value !== null && isShared(j))).length;
  const cells = comparable(ratings).length;
  const isEnough = raters >= agreementRatersMin && cells >= agreementCellsMin;
  return { alpha: isEnough ? krippendorffAlpha(ratings) : null, raters, cells };
}

/** Mean ranks of one rater's values, the lowest first: those that are equal share the mean of their places. */
function meanRanks(values: readonly number[]): number[] {
  const fromLowest = ranksOf(values.map((value) => -value));
  return fromLowest.map((rank) => rank + (fromLowest.filter((other) => other === rank).length - 1) / 2);
}

/**
 * Kendall's coefficient of concordance W of raters who each rated every object, corrected for ties: 12 S / (m² (n³ - n) -
 * m Σ(t³ - t)) (Kendall and Babington Smith, The problem of m rankings, 1939; ties: Kendall, Rank Correlation Methods,
 * 1948). Null with one rater, one object, or when every rater puts all objects level. Throws RangeError for rows of
 * unequal length or with nothing in a place.
 */
export function kendallW(ratings: Ratings): number | null {
  const n = ratings[0]?.length ?? 0;
  if (ratings.some((row) => row.length !== n || row.some((value) => !Number.isFinite(value))))
    throw new RangeError('Every rater rates every object.');
  const m = ratings.length;
  if (m < 2 || n < 2) return null;
  const ranks = ratings.map((row) => meanRanks(row.map(Number)));
  const totals = Array.from({ length: n }, (_, j) => ranks.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const mean = (m * (n + 1)) / 2;
  const spread = totals.reduce((sum, total) => sum + (total - mean) ** 2, 0);
  // A rank that t objects share is met t times, each time adding (t³ - t) / t.
  const ties = ranks.reduce(
    (sum, row) =>
      sum + row.reduce((part, rank) => part + row.filter((other) => other === rank).length ** 2 - 1, 0),
    0,
  );
  const most = m * m * (n ** 3 - n) - m * ties;
  return most > 0 ? (12 * spread) / most : null;
}
