import type { Cell, Criterion, Option } from './contract.ts';
import { rankOptions, type Ranking } from './rank.ts';

/**
 * Ranks the options of a benchmark by weights (of criteria not named: 0), from the means of its cells. Server and page
 * both call this, so that what a slider shows is what the API says.
 */
export function rankBenchmark(
  benchmark: {
    criteria: readonly Criterion[];
    options: readonly Pick<Option, 'id'>[];
    cells: readonly Cell[];
  },
  weights: ReadonlyMap<string, number>,
): Ranking {
  const means = new Map(
    benchmark.cells.map((cell) => [`${cell.option_id} ${cell.criterion_id}`, cell.mean] as const),
  );
  return rankOptions({
    criteria: benchmark.criteria,
    options: benchmark.options.map(({ id }) => ({
      id,
      values: benchmark.criteria.map((criterion) => means.get(`${id} ${criterion.id}`) ?? null),
    })),
    weights: benchmark.criteria.map(({ id }) => weights.get(id) ?? 0),
  });
}
