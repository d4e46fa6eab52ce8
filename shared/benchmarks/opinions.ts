import type { CriterionKind } from './contract.ts';
import type { CriterionType } from './normalize.ts';
import { promethee, type Thresholds } from './promethee.ts';
import type { Direction } from './scales.ts';
import { topsis } from './topsis.ts';

interface JudgedCriterion {
  kind: CriterionKind;
  direction: Direction;
  low: number;
  high: number;
}

/** The middle value, or the mean of the two in the middle; 0 of none. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/**
 * How much better is better, by the kind of a criterion: half a mark and two marks for a rating; 5 % and 30 % of the median
 * for a price; as much of the way between its anchors for a number; any share of the way between no and yes.
 */
function thresholdsOf({ kind, low, high }: JudgedCriterion, known: readonly number[]): Thresholds {
  if (kind === 'rating') return { q: 0.5, p: 2 };
  if (kind === 'yesno') return { q: 0, p: 1 };
  const unit = kind === 'price' ? Math.max(0, median(known)) : high - low;
  return { q: 0.05 * unit, p: 0.3 * unit };
}

const methods = ['sum', 'topsis', 'promethee'] as const;
export type Method = (typeof methods)[number];

/** What three methods say of the first place. */
export interface SecondOpinions {
  /** Methods that put the same options first as the weighted sum, itself among them, of so many. */
  agree: number;
  of: number;
  leaders: { method: Method; option_ids: string[] }[];
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/**
 * Asks TOPSIS and PROMETHEE II who is first among options that the weighted sum ranks, `leaderIds` being its own answer. An
 * unknown value counts as the middle between its anchors, as in the sum. Null with fewer than two options.
 */
export function secondOpinions(
  criteria: readonly JudgedCriterion[],
  options: readonly { id: string; values: readonly (number | null)[] }[],
  weights: readonly number[],
  leaderIds: readonly string[],
): SecondOpinions | null {
  if (options.length < 2) return null;
  const types = criteria.map(({ direction }): CriterionType => (direction === 'benefit' ? 1 : -1));
  const thresholds = criteria.map((criterion, j) =>
    thresholdsOf(
      criterion,
      options.flatMap(({ values }) => values[j] ?? []),
    ),
  );
  const matrix = options.map(({ values }) =>
    criteria.map(({ low, high }, j) => values[j] ?? low / 2 + high / 2),
  );
  const firstOf = (ranks: readonly number[]) => options.flatMap(({ id }, i) => (ranks[i] === 1 ? [id] : []));
  const leaders: SecondOpinions['leaders'] = [
    { method: 'sum', option_ids: [...leaderIds] },
    { method: 'topsis', option_ids: firstOf(topsis(matrix, types, weights).ranks) },
    { method: 'promethee', option_ids: firstOf(promethee(matrix, types, weights, thresholds).ranks) },
  ];
  return {
    agree: leaders.filter(({ option_ids: ids }) => isSame(ids, leaderIds)).length,
    of: leaders.length,
    leaders,
  };
}
