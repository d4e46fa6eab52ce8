import type { Benchmark, Cell, Criterion } from '@cenacle/shared/benchmarks/contract.ts';
import { tieTolerance } from '@cenacle/shared/benchmarks/ranks.ts';

export type Standing = 'best' | 'worst';

/** Cells by `OPTION.CRITERION`, as an address names them. */
export const cellsByKey = (cells: readonly Cell[]): Map<string, Cell> =>
  new Map(cells.map((cell) => [`${cell.option_id}.${cell.criterion_id}`, cell]));

type Compared = Pick<Benchmark, 'options' | 'cells' | 'criteria'>;

const valuesBy = ({ options, cells }: Omit<Compared, 'criteria'>, criterionId: string): (number | null)[] => {
  const byKey = cellsByKey(cells);
  return options.map(({ id }) => byKey.get(`${id}.${criterionId}`)?.value ?? null);
};

/** Whether two options are known to differ by a criterion, or one is known and another not. */
function tellsApart(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return false;
  return known.length < values.length || Math.max(...known) - Math.min(...known) > tieTolerance;
}

/** The criteria by which the options differ, in their order; for all that is unknown, those are not it. */
export const tellingCriteria = (benchmark: Compared): Criterion[] =>
  benchmark.criteria.filter(({ id }) => tellsApart(valuesBy(benchmark, id)));

/** The best and the worst known cells by each criterion, by their keys; none where all that is known is equal. */
export function standingsOf(benchmark: Compared): Map<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { id, direction } of benchmark.criteria) {
    const values = valuesBy(benchmark, id);
    const known = values.filter((value) => value !== null);
    const [lowest, highest] = [Math.min(...known), Math.max(...known)];
    if (!(highest - lowest > tieTolerance)) continue;
    const [best, worst] = direction === 'benefit' ? [highest, lowest] : [lowest, highest];
    for (const [i, value] of values.entries()) {
      const key = `${benchmark.options[i]?.id}.${id}`;
      if (value === best) standings.set(key, 'best');
      if (value === worst) standings.set(key, 'worst');
    }
  }
  return standings;
}
