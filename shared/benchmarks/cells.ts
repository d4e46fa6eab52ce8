import type { Cell, Criterion, Option } from './contract.ts';
import { knockoutOf } from './knockout.ts';
import { rankOptions, type Ranking } from './rank.ts';

/**
 * Ranks the options of a benchmark by weights (of criteria not named: 0), from what its cells say. Server and page
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
  const cells = new Map(
    benchmark.cells.map((cell) => [`${cell.option_id} ${cell.criterion_id}`, cell] as const),
  );
  return rankOptions({
    criteria: benchmark.criteria,
    options: benchmark.options.map(({ id }) => {
      const own = benchmark.criteria.map((criterion) => cells.get(`${id} ${criterion.id}`));
      // By what was said: what a rating is drawn to is no judgement that it passes or fails.
      const said = own.map((cell) => cell?.mean ?? cell?.source ?? null);
      const knockedOut = (state: 'fails' | 'unknown') =>
        benchmark.criteria.flatMap((criterion, j) =>
          knockoutOf(criterion, said[j] ?? null) === state ? [criterion.id] : [],
        );
      return {
        id,
        values: own.map((cell) => cell?.value ?? null),
        failed: knockedOut('fails'),
        toCheck: knockedOut('unknown'),
      };
    }),
    weights: benchmark.criteria.map(({ id }) => weights.get(id) ?? 0),
  });
}
