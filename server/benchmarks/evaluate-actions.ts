import type {
  Evaluation,
  evaluate as evaluateRoute,
  PriceParts,
} from '@cenacle/shared/benchmarks/contract.ts';
import { offerTotal, termsDefault } from '@cenacle/shared/benchmarks/offer.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { amountMinorMax } from '@cenacle/shared/money.ts';
import { newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, unknownReference, type FieldCode, type FieldError } from '../errors.ts';
import { writeEvidence } from '../evidence/actions.ts';
import { deleteEvidence } from '../evidence/queries.ts';
import type { SignedMember } from '../http/member.ts';
import { block } from '../http/text.ts';
import type { Services } from '../services.ts';
import {
  deleteEvaluation,
  findOwn,
  findOwnById,
  writeEvaluation,
  type EvaluationColumns,
} from './evaluation-queries.ts';
import { findOwnWhole } from './page-queries.ts';
import { canEvaluate } from './policy.ts';
import { hasLooked, listCriteria, listOptions, lockBenchmark, type CriterionRow } from './queries.ts';
import { viewEvaluations } from './view.ts';
import { nextChange } from './write-queries.ts';

type Evaluate = BodyOf<typeof evaluateRoute>;
type GivenValue = Evaluate['values'][number];

/** Why a known value does not go with its criterion; null when it does. */
function wrongValue({ kind }: CriterionRow, value: number): FieldCode | null {
  if (kind === 'rating') return Number.isInteger(value) && value >= 1 && value <= 5 ? null : 'bad_choice';
  if (kind === 'yesno') return value === 0 || value === 1 ? null : 'bad_choice';
  if (kind === 'price')
    return Number.isInteger(value) && value >= 0 && value <= amountMinorMax ? null : 'bad_format';
  return null;
}

/** A detailed price has a part at least, and no amount beside what its parts come to. */
function refuseParts(parts: PriceParts, value: number | null | undefined): [string, FieldCode] | null {
  const { vat_included: _, ...named } = parts;
  if (Object.keys(named).length === 0) return ['parts', 'required'];
  if (value != null) return ['value', 'not_for_this'];
  const total = offerTotal(parts, termsDefault);
  return total !== null && total <= amountMinorMax ? null : ['parts', 'out_of_range'];
}

/** What is wrong with one value: its criterion, its kind, or a number where none belongs. */
function refuseValue(
  given: GivenValue,
  criterion: CriterionRow | undefined,
): [name: string, code: FieldCode] | null {
  const { status, value, parts } = given;
  if (!criterion) return ['criterion_id', 'unknown_reference'];
  if (status === 'quotation' && criterion.kind !== 'price') return ['status', 'not_for_this'];
  if (parts && (status !== 'known' || criterion.kind !== 'price' || criterion.per !== 'once'))
    return ['parts', 'not_for_this'];
  if (parts) return refuseParts(parts, value);
  if (status !== 'known') return value == null ? null : ['value', 'not_for_this'];
  if (value == null) return ['value', 'required'];
  const code = wrongValue(criterion, value);
  return code && ['value', code];
}

/** The values as they are written; 422 at each that is wrong, and at a criterion that is there twice. */
function cleanValues(criteria: CriterionRow[], given: GivenValue[]) {
  const byId = new Map(criteria.map((row) => [row.id, row]));
  const errors: FieldError[] = given.flatMap((each, i) => {
    const wrong = refuseValue(each, byId.get(each.criterion_id));
    if (wrong) return [{ field: `values.${i}.${wrong[0]}`, code: wrong[1] }];
    const first = given.findIndex((other) => other.criterion_id === each.criterion_id);
    return first < i ? [{ field: `values.${i}.criterion_id`, code: 'repeated' as const }] : [];
  });
  if (errors.length > 0) throw invalid(errors);
  return given.map(({ criterion_id: criterionId, status, value, parts = null }) => {
    const isPrice = byId.get(criterionId)?.kind === 'price';
    const said = parts ? offerTotal(parts, termsDefault) : (value ?? null);
    const known = status === 'known' ? said : null;
    return {
      criterionId,
      status,
      number: isPrice ? null : known,
      amountMinor: isPrice ? known : null,
      parts,
    };
  });
}

/** The evidence that the evaluation then has: a new one, the one it had, or none. */
async function settleEvidence(
  tx: Db,
  member: SignedMember,
  input: Evaluate['evidence'],
  before: EvaluationColumns | null,
  where: { audienceId: string; now: Date },
): Promise<string | null> {
  if (input === undefined) return before?.evidenceId ?? null;
  if (input === null) return null;
  return writeEvidence(tx, member, input, { ...where, replaced: before?.evidenceId ?? null });
}

/** What an evaluation needs before others see it. */
function refuseUnready(input: Evaluate, evidenceId: string | null): void {
  const errors: FieldError[] = [];
  if (!input.values.some(({ status }) => status !== 'unknown'))
    errors.push({ field: 'values', code: 'required' });
  if (!input.relation) errors.push({ field: 'relation', code: 'required' });
  if (!evidenceId) errors.push({ field: 'evidence.grade', code: 'required' });
  if (errors.length > 0) throw invalid(errors);
}

async function showOwn({ db }: Services, member: SignedMember, benchmarkId: string, optionId: string) {
  const found = await findOwnWhole(db, member, benchmarkId, optionId);
  const [shown] = viewEvaluations(member, found.rows, found);
  return shown ?? null;
}

/** The benchmark and the option, locked and found through the member; 404, 409 `closed`, 422 at `option_id`. */
async function findPlace(tx: Db, member: SignedMember, id: string, optionId: string) {
  const benchmark = await lockBenchmark(tx, member, id);
  if (!benchmark) throw notFound();
  if (!canEvaluate(benchmark)) throw conflict('closed');
  const option = (await listOptions(tx, id)).find((each) => each.id === optionId);
  if (!option) throw unknownReference('option_id');
  return { benchmark, option };
}

/** To the pages of the benchmark, and of who opened it, whose notifications count evaluations. */
function tellOfEvaluation(
  { hub }: Services,
  benchmarkId: string,
  { openedBy, ...told }: { audienceId: string; openedBy: string; head: number },
): void {
  hub.tell({ kind: 'benchmark', benchmarkId, ...told }, { kind: 'me', memberIds: [openedBy] });
}

/**
 * Writes the member's evaluation of one option, whole: under way until it is submitted, and then for good. 404 unseen,
 * 409 `closed`, or `conflict` with `current` on top of another edit, 422 at the fields.
 */
export async function evaluate(
  services: Services,
  member: SignedMember,
  id: string,
  input: Evaluate,
): Promise<Evaluation> {
  const now = services.clock();
  const comment = block('comment', input.comment ?? '');
  const told = await services.db.transaction(async (tx) => {
    const { benchmark, option } = await findPlace(tx, member, id, input.option_id);
    const before = await findOwn(tx, member, option.id);
    if (input.version !== undefined && input.version !== (before?.version ?? 0)) return 'conflict';
    if (comment !== '' && option.provider.natural_person)
      throw invalid([{ field: 'comment', code: 'no_criticism' }]);
    if (input.again === 'no' && option.provider.natural_person)
      throw invalid([{ field: 'again', code: 'no_criticism' }]);
    const values = cleanValues(await listCriteria(tx, id), input.values);
    const where = { audienceId: benchmark.audienceId, now };
    const evidenceId = await settleEvidence(tx, member, input.evidence, before, where);
    const isSubmitted = input.submit === true || before?.submittedAt != null;
    if (isSubmitted) refuseUnready(input, evidenceId);
    await writeEvaluation(
      tx,
      {
        id: before?.id ?? newId(),
        benchmarkId: id,
        optionId: option.id,
        memberId: member.id,
        relation: input.relation ?? 'none',
        conflict: input.conflict ?? 'none',
        again: input.again ?? null,
        comment,
        sawOthers: before?.sawOthers ?? (await hasLooked(tx, member, id)),
        evidenceId,
        version: (before?.version ?? 0) + 1,
        submittedAt: isSubmitted ? (before?.submittedAt ?? now) : null,
        createdAt: now,
      },
      values,
    );
    if (before?.evidenceId && before.evidenceId !== evidenceId) await deleteEvidence(tx, before.evidenceId);
    const { audienceId, openedBy } = benchmark;
    return isSubmitted ? { audienceId, openedBy, head: await nextChange(tx, id) } : null;
  });
  const current = await showOwn(services, member, id, input.option_id);
  if (told === 'conflict') throw conflict('conflict', { current });
  if (told) tellOfEvaluation(services, id, told);
  if (!current) throw notFound();
  return current;
}

/** Withdraws one's own evaluation with its evidence. 404 for others' and unseen. */
export async function withdrawEvaluation(
  services: Services,
  member: SignedMember,
  id: string,
  evaluationId: string,
): Promise<void> {
  const told = await services.db.transaction(async (tx) => {
    const benchmark = await lockBenchmark(tx, member, id);
    const evaluation = benchmark && (await findOwnById(tx, member, id, evaluationId));
    if (!evaluation) throw notFound();
    await deleteEvaluation(tx, evaluation.id);
    if (evaluation.evidenceId) await deleteEvidence(tx, evaluation.evidenceId);
    if (!evaluation.submittedAt) return null;
    const { audienceId, openedBy } = benchmark;
    return { audienceId, openedBy, head: await nextChange(tx, id) };
  });
  if (told) tellOfEvaluation(services, id, told);
}
