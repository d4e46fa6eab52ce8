import type { CellDifference } from '@cenacle/shared/benchmarks/contract.ts';
import { cellSummary } from '@cenacle/shared/benchmarks/raters.ts';
import { anchoredUtility } from '@cenacle/shared/benchmarks/scales.ts';
import { gatherCells, type Reading } from './cells.ts';
import type { Marks } from './page-queries.ts';
import type { CriterionRow, OptionRow } from './queries.ts';

/** More are not talked about. */
const differencesMax = 3;
/** A share of the scale: one mark of a rating. */
const differenceMin = 0.25;

/**
 * The cells by which the member's submitted evaluations differ most from the mean of the others', by share of the scale, the
 * furthest first. None while others' values are not shown, since there are none among the marks then.
 */
export function differencesOf(
  memberId: string,
  { options, criteria, marks }: { options: OptionRow[]; criteria: CriterionRow[]; marks: Marks },
  reading: Reading,
): CellDifference[] {
  const own = gatherCells(marks, reading, (evaluation) => evaluation.memberId === memberId);
  const others = gatherCells(marks, reading, (evaluation) => evaluation.memberId !== memberId);
  const found = options.flatMap((option) =>
    criteria.flatMap((criterion) => {
      const [mine] = own.get(option.id, criterion.id).marks;
      const { mean, count } = cellSummary(others.get(option.id, criterion.id).marks, null);
      if (!mine || mean === null) return [];
      const ids = { option_id: option.id, criterion_id: criterion.id };
      const distance = Math.abs(anchoredUtility(mine.value, criterion) - anchoredUtility(mean, criterion));
      return [{ difference: { ...ids, own: mine.value, others: mean, counted: count }, distance }];
    }),
  );
  return found
    .filter(({ distance }) => distance >= differenceMin)
    .toSorted((a, b) => b.distance - a.distance)
    .slice(0, differencesMax)
    .map(({ difference }) => difference);
}
