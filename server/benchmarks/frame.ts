import type { openBenchmark as openBenchmarkRoute } from '@cenacle/shared/benchmarks/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import { costColumns, viewCost } from '../threads/cost.ts';
import type { BenchmarkColumns } from './queries.ts';

type FrameInput = Pick<
  BodyOf<typeof openBenchmarkRoute>,
  'category' | 'sector' | 'company_size' | 'budget' | 'deadline' | 'must_haves'
>;

/** The columns of what was given of the frame; 422 at the fields. What was not given is not there. */
export function frameColumns(input: FrameInput): Partial<BenchmarkColumns> {
  const change: Partial<BenchmarkColumns> = {};
  if (input.category !== undefined) change.category = input.category;
  if (input.sector !== undefined) change.sector = oneLine('sector', input.sector);
  if (input.company_size !== undefined) change.companySize = input.company_size;
  if (input.deadline !== undefined) change.deadline = input.deadline;
  if (input.must_haves)
    change.mustHaves = [
      ...new Set(input.must_haves.map((text, i) => mandatoryLine(`must_haves.${i}`, text))),
    ];
  if (input.budget !== undefined) {
    const { minMinor, maxMinor, currency, per } = costColumns('budget', input.budget);
    Object.assign(change, {
      budgetMinMinor: minMinor,
      budgetMaxMinor: maxMinor,
      budgetCurrency: currency,
      budgetPer: per,
    });
  }
  return change;
}

/** For whom and within what is looked, as every reader sees it. */
export const viewFrame = (row: BenchmarkColumns) => ({
  category: row.category,
  sector: row.sector,
  company_size: row.companySize,
  budget: viewCost({
    minMinor: row.budgetMinMinor,
    maxMinor: row.budgetMaxMinor,
    currency: row.budgetCurrency,
    per: row.budgetPer,
  }),
  deadline: row.deadline,
  must_haves: row.mustHaves,
});
