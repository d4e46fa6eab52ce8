import type { Benchmark, Cell, Criterion } from '@cenacle/shared/benchmarks/contract.ts';
import { tieTolerance } from '@cenacle/shared/benchmarks/ranks.ts';

export type Standing = 'best' | 'worst';

/** Cells by `OPTION.CRITERION`, as an address names them. */
export const cellsByKey = (cells: readonly Cell[]): Map<string, Cell> =>
  new Map(cells.map((cell) => [`${cell.option_id}.${cell.criterion_id}`, cell]));

type Compared = Pick<Benchmark, 'options' | 'cells' | 'criteria'>;

const columnOf = (
  { options, cells }: Omit<Compared, 'criteria'>,
  criterionId: string,
): (Cell | undefined)[] => {
  const byKey = cellsByKey(cells);
  return options.map(({ id }) => byKey.get(`${id}.${criterionId}`));
};

/** Whether two options are known to differ by a criterion, or one is known and another not. */
function tellsApart(column: readonly (Cell | undefined)[]): boolean {
  const known = column.flatMap((cell) => cell?.value ?? []);
  if (known.length === 0) return false;
  return known.length < column.length || Math.max(...known) - Math.min(...known) > tieTolerance;
}

/** The criteria by which the options differ, in their order; one of which nothing is known is none. */
export const tellingCriteria = (benchmark: Compared): Criterion[] =>
  benchmark.criteria.filter(({ id }) => tellsApart(columnOf(benchmark, id)));

/** Whether two cells are surely not the same: each lies outside the interval of the other, where it has one. */
function isSurelyApart(a: Cell, b: Cell): boolean {
  const [low, high] = (a.value ?? 0) < (b.value ?? 0) ? [a, b] : [b, a];
  const [lowValue, highValue] = [low.value ?? 0, high.value ?? 0];
  return (
    highValue - lowValue > tieTolerance &&
    highValue > (low.high ?? lowValue) &&
    lowValue < (high.low ?? highValue)
  );
}

/** The best and the worst known cells by each criterion, by their keys; none where they may be the same. */
export function standingsOf(benchmark: Compared): Map<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { id, direction } of benchmark.criteria) {
    const known = columnOf(benchmark, id)
      .flatMap((cell) => (cell && cell.value !== null ? [cell] : []))
      .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
    const [lowest, highest] = [known[0], known.at(-1)];
    if (!lowest || !highest || !isSurelyApart(lowest, highest)) continue;
    const [best, worst] = direction === 'benefit' ? [highest, lowest] : [lowest, highest];
    for (const cell of known) {
      const key = `${cell.option_id}.${id}`;
      if (cell.value === best.value) standings.set(key, 'best');
      if (cell.value === worst.value) standings.set(key, 'worst');
    }
  }
  return standings;
}
