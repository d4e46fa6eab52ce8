import type {
  Basis,
  Benchmark,
  BenchmarkRow,
  Criterion,
  Evaluation,
  LateCriterion,
  Terms,
} from '@cenacle/shared/benchmarks/contract.ts';
import { termsDefault } from '@cenacle/shared/benchmarks/offer.ts';
import type { Evidence } from '@cenacle/shared/evidence/contract.ts';
import { audienceBriefView } from '../circles/view.ts';
import type { EvidenceRow } from '../evidence/queries.ts';
import { viewEvidence } from '../evidence/view.ts';
import type { SignedMember } from '../http/member.ts';
import { againOf, agreementBetween, cellsOf, type Reading } from './cells.ts';
import { differencesOf } from './differences.ts';
import type { BenchmarkListRow } from './directory-queries.ts';
import { viewFrame } from './frame.ts';
import type { LateCriterionRow, ToRefreshRow } from './suggested-queries.ts';
import type { EvaluationRow, Marks, ValueColumns } from './page-queries.ts';
import { canClose, canEdit, canEvaluate, canReopen, isFinishedGrade } from './policy.ts';
import type {
  BenchmarkPageRow,
  CriterionRow,
  GroupWeightRow,
  OptionRow,
  TermsRow,
  WeightRow,
} from './queries.ts';

/** A benchmark as the directory shows it. */
export const viewBenchmarkRow = (row: BenchmarkListRow, staleSince: Date): BenchmarkRow => ({
  id: row.benchmark.id,
  need: row.benchmark.need,
  language: row.benchmark.language,
  audience: audienceBriefView(row.audience),
  category: row.benchmark.category,
  company_size: row.benchmark.companySize,
  budget: viewFrame(row.benchmark).budget,
  state: row.benchmark.state,
  stale: row.benchmark.state === 'collecting' && (row.freshestAt ?? row.benchmark.createdAt) < staleSince,
  source: row.benchmark.sourceName,
  option_count: row.optionCount,
  criterion_count: row.criterionCount,
  evaluation_count: row.evaluationCount,
  member_count: row.memberCount,
  finished_count: row.finishedCount,
  freshest_at: row.freshestAt?.toISOString() ?? null,
  created_at: row.benchmark.createdAt.toISOString(),
});

const viewCriterionFields = (row: CriterionRow) => ({
  name: row.name,
  note: row.note,
  question: row.question,
  evidence_expected: row.evidenceExpected,
  kind: row.kind,
  direction: row.direction,
  unit: row.unit,
  currency: row.currency,
  per: row.per,
  low: row.low,
  high: row.high,
  low_words: row.lowWords,
  high_words: row.highWords,
  knockout: row.knockout,
  weight: row.weight,
});

export const viewCriterion = (row: CriterionRow): Criterion => ({ id: row.id, ...viewCriterionFields(row) });

export const viewLateCriterion = ({
  criterion,
  language,
  benchmarkCount,
}: LateCriterionRow): LateCriterion => ({
  ...viewCriterionFields(criterion),
  language,
  benchmark_count: benchmarkCount,
});

/** A value as the contract gives it: prices and numbers in one field. */
const valueOf = ({ number, amountMinor }: ValueColumns): number | null => number ?? amountMinor;

/** What an answer rests on: evaluations that were submitted, or one's own. */
export function viewBasis({ evaluations }: Marks): Basis {
  const members = new Set(evaluations.flatMap(({ memberId }) => memberId ?? []));
  const moments = evaluations
    .flatMap(({ submittedAt }) => submittedAt ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime());
  return {
    evaluation_count: evaluations.length,
    member_count: members.size,
    finished_count: evaluations.filter(({ grade }) => isFinishedGrade(grade)).length,
    conflict_count: evaluations.filter(({ conflict }) => conflict !== 'none').length,
    oldest_at: moments[0]?.toISOString() ?? null,
    newest_at: moments.at(-1)?.toISOString() ?? null,
  };
}

/** The reader's weights, or those that the benchmark proposes; in the order of the criteria. */
export function viewWeights(criteria: CriterionRow[], ownRows: WeightRow[]) {
  const own = new Map(ownRows.map((row) => [row.criterionId, row.weight]));
  // A criterion that came after the reader kept their weights counts as the benchmark proposes.
  const weights = criteria.map((row) => ({ criterion_id: row.id, weight: own.get(row.id) ?? row.weight }));
  return { weights, weights_from: own.size > 0 ? ('mine' as const) : ('benchmark' as const) };
}

/** What detailed prices are counted with: as the address says, else as the member keeps it, else as usual. */
export function viewTerms([own]: TermsRow[], given: Partial<Terms>): Terms {
  const kept: Terms | null = own
    ? {
        months: own.months,
        volume: own.volume,
        day_rate: own.dayRateMinor,
        vat: own.withVat ? 'included' : 'excluded',
      }
    : null;
  const { months, volume, day_rate: dayRate, vat } = kept ?? termsDefault;
  return {
    months: given.months ?? months,
    volume: given.volume ?? volume,
    day_rate: given.day_rate ?? dayRate,
    vat: given.vat ?? vat,
  };
}

/** The group's weights in the order of the criteria, in hundredths of a percent; null where too few keep some. */
function viewGroupWeights(criteria: CriterionRow[], rows: GroupWeightRow[]): Benchmark['group_weights'] {
  const shares = new Map(rows.map((row) => [row.criterionId, row.share]));
  if (shares.size === 0) return null;
  return {
    member_count: rows[0]?.memberCount ?? 0,
    weights: criteria.map(({ id }) => ({
      criterion_id: id,
      weight: Math.round((shares.get(id) ?? 0) * 10_000) / 100,
    })),
  };
}

export interface BenchmarkParts {
  criteria: CriterionRow[];
  options: OptionRow[];
  marks: Marks;
  own: Evaluation[];
  ownWeights: WeightRow[];
  groupWeights: GroupWeightRow[];
}

/** A benchmark as its page shows it to the member, with what they may do. */
export function viewBenchmark(
  member: SignedMember,
  row: BenchmarkPageRow,
  parts: BenchmarkParts,
  reading: Reading,
): Benchmark {
  const { benchmark, sees } = row;
  const { criteria, options, marks, own, ownWeights } = parts;
  return {
    id: benchmark.id,
    need: benchmark.need,
    description: benchmark.description,
    language: benchmark.language,
    audience: { ...audienceBriefView(row.audience), member_count: row.audience.memberCount },
    ...viewFrame(benchmark),
    state: benchmark.state,
    case: row.readableCase,
    opened_by: row.openedBy,
    source: benchmark.sourceName ? { name: benchmark.sourceName, url: benchmark.sourceUrl ?? '' } : null,
    chosen_option_id: options.some(({ id }) => id === benchmark.chosenOptionId)
      ? benchmark.chosenOptionId
      : null,
    criteria: criteria.map(viewCriterion),
    options: options.map(({ id, provider, product }) => ({
      id,
      provider,
      product,
      again: againOf(id, marks),
    })),
    agreement: agreementBetween(criteria, marks),
    cells: cellsOf(options, criteria, marks, reading),
    sees,
    basis: viewBasis(marks),
    mine: own,
    differs: sees === 'all' ? differencesOf(member.id, { options, criteria, marks }, reading) : [],
    ...viewWeights(criteria, ownWeights),
    terms: reading.terms,
    detailed: marks.said.some(({ offers }) => offers.length > 0),
    group_weights: viewGroupWeights(criteria, parts.groupWeights),
    version: benchmark.version,
    head: benchmark.changeSeq,
    created_at: benchmark.createdAt.toISOString(),
    closed_at: benchmark.closedAt?.toISOString() ?? null,
    can: {
      edit: canEdit(member, benchmark),
      add_option: canEvaluate(benchmark),
      evaluate: canEvaluate(benchmark) && options.length > 0,
      close: canClose(member, benchmark),
      reopen: canReopen(member, benchmark),
    },
  };
}

/** An evaluation as the member sees it; values in the order of the criteria. */
function viewEvaluation(
  member: SignedMember,
  row: EvaluationRow,
  more: { criteria: CriterionRow[]; values: ValueColumns[]; evidence: Map<string, Evidence> },
): Evaluation {
  const { evaluation } = row;
  const values = more.values.filter(({ evaluationId }) => evaluationId === evaluation.id);
  return {
    id: evaluation.id,
    option_id: evaluation.optionId,
    member: row.member,
    mine: evaluation.memberId === member.id,
    relation: evaluation.relation,
    conflict: evaluation.conflict,
    again: row.isOfPerson && evaluation.again === 'no' ? null : evaluation.again,
    // Who turned out to be a natural person later is not criticised either.
    comment: row.isOfPerson ? '' : evaluation.comment,
    saw_others: evaluation.sawOthers,
    values: more.criteria.flatMap(({ id }) => {
      const value = values.find(({ criterionId }) => criterionId === id);
      return value
        ? [{ criterion_id: id, status: value.status, value: valueOf(value), parts: value.parts }]
        : [];
    }),
    evidence: evaluation.evidenceId ? (more.evidence.get(evaluation.evidenceId) ?? null) : null,
    version: evaluation.version,
    began_at: evaluation.createdAt.toISOString(),
    submitted_at: evaluation.submittedAt?.toISOString() ?? null,
  };
}

/** Evaluations as the member sees them, in the order of the rows. */
export function viewEvaluations(
  member: SignedMember,
  rows: EvaluationRow[],
  more: { criteria: CriterionRow[]; rowValues: ValueColumns[]; rowEvidence: EvidenceRow[] },
): Evaluation[] {
  const evidence = viewEvidence(member, more.rowEvidence);
  const { criteria, rowValues: values } = more;
  return rows.map((row) => viewEvaluation(member, row, { criteria, values, evidence }));
}

/** A stale benchmark with a case of the member's own that finished since. */
export const viewToRefresh = ({ lastAt, caseId, caseTitle, ...row }: ToRefreshRow) => ({
  ...row,
  last_at: lastAt.toISOString(),
  case: { id: caseId, title: caseTitle },
});
