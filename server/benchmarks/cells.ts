import { agreementOf, type Agreement } from '@cenacle/shared/benchmarks/agreement.ts';
import {
  cellSummary,
  evaluationWeight,
  monthsBetween,
  wouldDoAgain,
  type WeighedMark,
} from '@cenacle/shared/benchmarks/raters.ts';
import type { Cell, OptionAgain, Terms } from '@cenacle/shared/benchmarks/contract.ts';
import { offerTotal } from '@cenacle/shared/benchmarks/offer.ts';
import type { Marks } from './page-queries.ts';
import type { CriterionRow, OptionRow } from './queries.ts';

type EvaluationMark = Marks['evaluations'][number];

const dayMs = 24 * 60 * 60 * 1000;
const toIso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** An evaluation as its values count: since when, and how much. A source's mark is no evidence, but the prior. */
interface Judged {
  isSource: boolean;
  at: number;
  weight: number;
}

/**
 * How much each evaluation counts on the day of `now`. Ages are those at the beginning of that day, so that a page and the
 * API say the same all day long.
 */
function judged(evaluations: readonly EvaluationMark[], now: Date): Judged[] {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  return evaluations.map(({ memberId, conflict, grade, submittedAt }) => {
    const at = submittedAt?.getTime() ?? today;
    const weight = evaluationWeight({ ageMonths: monthsBetween(at, today), grade, conflict });
    return { isSource: memberId === null, at, weight };
  });
}

/** When a benchmark is read, and what its reader counts detailed prices with. */
export interface Reading {
  now: Date;
  terms: Terms;
}

/** What is said of one option by one criterion. */
interface Said {
  marks: WeighedMark[];
  source: number | null;
  unknown: number;
  quotation: number;
}

const nothingSaid: Said = { marks: [], source: null, unknown: 0, quotation: 0 };

const cellKey = (optionId: string, criterionId: string): string => `${optionId} ${criterionId}`;

/** What the evaluations that `counts` say by cell, and how much each counts on the day of `now`. */
export function gatherCells(
  { evaluations, said }: Marks,
  { now, terms }: Reading,
  counts: (evaluation: EvaluationMark) => boolean = () => true,
) {
  const weighed = judged(evaluations, now);
  const isCounted = evaluations.map(counts);
  const cells = new Map(
    said.map(({ optionId, criterionId, places, values, offers, unknown, quotation }) => {
      const detailed = new Map(offers);
      const cell: Said = { marks: [], source: null, unknown, quotation };
      for (const [i, place] of places.entries()) {
        const by = weighed[place];
        const parts = detailed.get(place);
        const value = parts ? offerTotal(parts, terms) : (values[i] ?? null);
        if (!by || !isCounted[place]) continue;
        // Not sold for so many uses: nothing that could be compared.
        if (value === null) cell.unknown += 1;
        else if (by.isSource) cell.source = value;
        else cell.marks.push({ value, weight: by.weight, at: by.at });
      }
      return [cellKey(optionId, criterionId), cell];
    }),
  );
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
export function cellsOf(
  options: OptionRow[],
  criteria: CriterionRow[],
  marks: Marks,
  reading: Reading,
): Cell[] {
  const said = gatherCells(marks, reading);
  return options.flatMap(({ id }) =>
    criteria.map((criterion) => cellOf(id, criterion, said.get(id, criterion.id))),
  );
}

/** How far the members who rated the same cells agree, those with a conflict of interest left out. */
export function agreementBetween(criteria: CriterionRow[], { evaluations, said }: Marks): Agreement {
  const ratings = new Set(criteria.flatMap(({ id, kind }) => (kind === 'rating' ? [id] : [])));
  const cells = said.filter(({ criterionId }) => ratings.has(criterionId));
  const rows = new Map<string, (number | null)[]>();
  for (const [column, { places, values }] of cells.entries())
    for (const [i, place] of places.entries()) {
      const by = evaluations[place];
      if (!by?.memberId || by.conflict !== 'none') continue;
      let row = rows.get(by.memberId);
      if (!row) rows.set(by.memberId, (row = cells.map(() => null)));
      row[column] = values[i] ?? null;
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
