export type Direction = 'benefit' | 'cost';

/** An anchored scale: what its two anchors are worth is fixed, so that another option changes nobody's utility. */
export interface AnchoredScale {
  low: number;
  high: number;
  direction: Direction;
}

/**
 * How far a value lies on the way from `low` to `high`, from 0 to 1; level beyond them, and 0 where they are equal. Any
 * finite numbers will do, even where their difference is more than a number holds.
 */
export function shareBetween(value: number, low: number, high: number): number {
  if (value <= low) return 0;
  if (value >= high) return 1;
  const range = high - low;
  return Number.isFinite(range) ? (value - low) / range : (value / 2 - low / 2) / (high / 2 - low / 2);
}

/**
 * What a value is worth on an anchored scale, from 0 (the worse anchor) to 1 (the better one), straight between them and
 * level beyond (a local or anchored value function: Keeney and Raiffa, Decisions with Multiple Objectives, 1976).
 * Throws RangeError for a value that is not finite, or anchors that are not finite and in order.
 */
export function anchoredUtility(value: number, { low, high, direction }: AnchoredScale): number {
  if (![value, low, high].every(Number.isFinite)) throw new RangeError('A value or an anchor is not finite.');
  if (low >= high) throw new RangeError('The low anchor does not lie below the high one.');
  const share = shareBetween(value, low, high);
  return direction === 'benefit' ? share : 1 - share;
}

/** A curve through points: `cutoffs` strictly rise, `values` are what they are worth. */
export interface ValueCurve {
  cutoffs: readonly number[];
  values: readonly number[];
}

/**
 * What `x` is worth on a piecewise-linear value curve; level beyond its ends. Throws RangeError for fewer than two
 * points, cutoffs that do not rise, or anything that is not finite.
 */
export function piecewiseLinear({ cutoffs, values }: ValueCurve, x: number): number {
  if (cutoffs.length < 2 || cutoffs.length !== values.length)
    throw new RangeError('A curve has at least two points, each with its value.');
  if (![...cutoffs, ...values, x].every(Number.isFinite)) throw new RangeError('A curve is not finite.');
  if (cutoffs.some((cutoff, i) => i > 0 && cutoff <= (cutoffs[i - 1] ?? cutoff)))
    throw new RangeError('The cutoffs of a curve do not rise.');
  const at = (list: readonly number[], i: number) => list[i] ?? 0;
  const last = cutoffs.length - 1;
  if (x <= at(cutoffs, 0)) return at(values, 0);
  if (x >= at(cutoffs, last)) return at(values, last);
  const right = cutoffs.findIndex((cutoff) => cutoff >= x);
  if (at(cutoffs, right) === x) return at(values, right);
  const share = shareBetween(x, at(cutoffs, right - 1), at(cutoffs, right));
  // Not as start plus share of the difference, which may be more than a number holds.
  return (1 - share) * at(values, right - 1) + share * at(values, right);
}
