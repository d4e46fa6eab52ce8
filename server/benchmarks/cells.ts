import { agreementOf, type Agreement } from '@cenacle/shared/benchmarks/agreement.ts';
import {
  cellSummary,
  evaluationWeight,
  monthsBetween,
  wouldDoAgain,
} from '@cenacle/shared/benchmarks/raters.ts';
import type { Cell, OptionAgain } from '@cenacle/shared/benchmarks/contract.ts';
import type { Marks, ValueColumns } from './page-queries.ts';
import type { CriterionRow, OptionRow } from './queries.ts';

type EvaluationMark = Marks['evaluations'][number];

const dayMs = 24 * 60 * 60 * 1000;
const toIso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A value as the contract gives it: prices and numbers in one field. */
export const valueOf = ({
  number,
  amountMinor,
}: Pick<ValueColumns, 'number' | 'amountMinor'>): number | null => number ?? amountMinor;

/** An evaluation as its values count: since when, and how much. A source's mark is no evidence, but the prior. */
interface Judged {
  optionId: string;
  isSource: boolean;
  at: number;
  weight: number;
}

/**
 * How much each evaluation counts on the day of `now`, by id. Ages are those at the beginning of that day, so that a page
 * and the API say the same all day long.
 */
function judgedBy(evaluations: readonly EvaluationMark[], now: Date): Map<string, Judged> {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  return new Map(
    evaluations.map(({ id, optionId, memberId, conflict, grade, submittedAt }) => {
      const at = submittedAt?.getTime() ?? today;
      const weight = evaluationWeight({ ageMonths: monthsBetween(at, today), grade, conflict });
      return [id, { optionId, isSource: memberId === null, at, weight }];
    }),
  );
}

/** What is said of one option by one criterion. */
interface Said {
  marks: { value: number; weight: number; at: number }[];
  source: number | null;
  unknown: number;
  quotation: number;
}

const cellKey = (optionId: string, criterionId: string): string => `${optionId} ${criterionId}`;

const nothingSaid: Said = { marks: [], source: null, unknown: 0, quotation: 0 };

/** What these evaluations say by cell, and how much each counts on the day of `now`. */
export function gatherCells({ evaluations, values }: Marks, now: Date) {
  const judged = judgedBy(evaluations, now);
  const cells = new Map<string, Said>();
  for (const row of values) {
    const by = judged.get(row.evaluationId);
    if (!by) continue;
    const key = cellKey(by.optionId, row.criterionId);
    let said = cells.get(key);
    if (!said) cells.set(key, (said = { marks: [], source: null, unknown: 0, quotation: 0 }));
    const value = valueOf(row);
    if (row.status !== 'known' || value === null)
      said[row.status === 'quotation' ? 'quotation' : 'unknown'] += 1;
    else if (by.isSource) said.source = value;
    else said.marks.push({ value, weight: by.weight, at: by.at });
  }
  return {
    get: (optionId: string, criterionId: string): Said =>
      cells.get(cellKey(optionId, criterionId)) ?? nothingSaid,
  };
}

/** A rating is drawn to its source's mark or to the middle of its scale; what nobody has rated is not. */
function summaryOf(criterion: CriterionRow, { marks, source }: Said) {
  if (criterion.kind !== 'rating') return cellSummary(marks, null);
  const { low, high } = criterion;
  return cellSummary(marks, { prior: source ?? (low + high) / 2, low, high });
}

function cellOf(optionId: string, criterion: CriterionRow, said: Said): Cell {
  const summary = summaryOf(criterion, said);
  const { mean, shrunk } = summary;
  return {
    option_id: optionId,
    criterion_id: criterion.id,
    mean,
    value: mean === null ? said.source : (shrunk?.value ?? mean),
    low: mean === null ? null : (shrunk?.low ?? null),
    high: mean === null ? null : (shrunk?.high ?? null),
    median: summary.median,
    counted: summary.count,
    effective: summary.effective,
    oldest_at: toIso(summary.oldestAt),
    newest_at: toIso(summary.newestAt),
    source: said.source,
    left_out: summary.leftOut,
    unknown: said.unknown,
    quotation: said.quotation,
  };
}

/** What the marks say of every option by every criterion on the day of `now`, options first, in their orders. */
export function cellsOf(options: OptionRow[], criteria: CriterionRow[], marks: Marks, now: Date): Cell[] {
  const said = gatherCells(marks, now);
  return options.flatMap(({ id }) =>
    criteria.map((criterion) => cellOf(id, criterion, said.get(id, criterion.id))),
  );
}

/** How far the members who rated the same cells agree, those with a conflict of interest left out. */
export function agreementBetween(options: OptionRow[], criteria: CriterionRow[], marks: Marks): Agreement {
  const ratings = criteria.filter(({ kind }) => kind === 'rating');
  const columns = new Map(
    options.flatMap((option, i) =>
      ratings.map(({ id }, j) => [cellKey(option.id, id), i * ratings.length + j] as const),
    ),
  );
  const judged = new Map(
    marks.evaluations.flatMap((each) => (each.memberId && each.conflict === 'none' ? [[each.id, each]] : [])),
  );
  const rows = new Map<string, (number | null)[]>();
  for (const { evaluationId, criterionId, number } of marks.values) {
    const { memberId, optionId } = judged.get(evaluationId) ?? {};
    const column = optionId && columns.get(cellKey(optionId, criterionId));
    if (!memberId || column === undefined || column === '' || number === null) continue;
    let row = rows.get(memberId);
    if (!row) rows.set(memberId, (row = Array.from({ length: columns.size }, () => null)));
    row[column] = number;
  }
  return agreementOf([...rows.values()]);
}

/** Which members would work with an option again, those with a conflict of interest left out; null where none says. */
export function againOf(optionId: string, { evaluations }: Marks): OptionAgain | null {
  const answers = evaluations.filter((each) => each.optionId === optionId && each.conflict === 'none');
  const count = (answer: 'yes' | 'partly' | 'no') => answers.filter(({ again }) => again === answer).length;
  const counts = { yes: count('yes'), partly: count('partly'), no: count('no') };
  const share = wouldDoAgain(counts);
  return share && { ...counts, share: share.share, low: share.low };
}
