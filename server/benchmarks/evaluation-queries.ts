import { and, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import { evidence } from '../evidence/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { benchmarks, evaluations, evaluationValues, options } from './schema.ts';

export type EvaluationColumns = typeof evaluations.$inferSelect;

/** What a reader is shown of the evaluations: all that were submitted, or their own alone. */
export type Sees = 'all' | 'own';

/**
 * What the member is shown of the evaluations, in rows of `benchmarks`: their own alone while they have one under way,
 * so that they finish it without being told what the others found; everything once it is submitted, its option is
 * retired, or the benchmark is closed.
 */
export const seesOf = (
  member: SignedMember,
): SQL<Sees> => sql<Sees>`case when benchmarks.state = 'collecting' and exists (
  select 1 from evaluations e join options o on o.id = e.option_id and o.retired_at is null
  where e.benchmark_id = benchmarks.id and e.member_id = ${member.id} and e.submitted_at is null) then 'own' else 'all' end`;

/** Submitted ones; with `own`, the member's, under way ones among them. Of options that stand. */
export const shownTo = (member: SignedMember, benchmarkId: string, sees: Sees): SQL | undefined =>
  and(
    eq(evaluations.benchmarkId, benchmarkId),
    sees === 'own' ? eq(evaluations.memberId, member.id) : isNotNull(evaluations.submittedAt),
    sql`exists (select 1 from ${options} where ${options.id} = ${evaluations.optionId} and ${options.retiredAt} is null)`,
  );

/** The member's own evaluation of an option; null when there is none. */
export async function findOwn(
  tx: Db,
  member: SignedMember,
  optionId: string,
): Promise<EvaluationColumns | null> {
  const [row] = await tx
    .select()
    .from(evaluations)
    .where(and(eq(evaluations.optionId, optionId), eq(evaluations.memberId, member.id)));
  return row ?? null;
}

/** The member's own evaluation by id, of this benchmark; null for others' and none. */
export async function findOwnById(
  tx: Db,
  member: SignedMember,
  benchmarkId: string,
  id: string,
): Promise<EvaluationColumns | null> {
  const [row] = await tx
    .select()
    .from(evaluations)
    .where(
      and(
        eq(evaluations.id, id),
        eq(evaluations.benchmarkId, benchmarkId),
        eq(evaluations.memberId, member.id),
      ),
    );
  return row ?? null;
}

/** Which of the criteria have a value from anybody, whether submitted or not. */
export async function criteriaWithValues(tx: Db, criterionIds: string[]): Promise<Set<string>> {
  if (criterionIds.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ id: evaluationValues.criterionId })
    .from(evaluationValues)
    .where(inArray(evaluationValues.criterionId, criterionIds));
  return new Set(rows.map(({ id }) => id));
}

/** Which of the options have an evaluation from anybody, whether submitted or not. */
export async function optionsWithEvaluations(tx: Db, optionIds: string[]): Promise<Set<string>> {
  if (optionIds.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ id: evaluations.optionId })
    .from(evaluations)
    .where(inArray(evaluations.optionId, optionIds));
  return new Set(rows.map(({ id }) => id));
}

/** Writes an evaluation, or writes it anew, with all its values. The benchmark's row must be locked. */
export async function writeEvaluation(
  tx: Db,
  row: typeof evaluations.$inferInsert,
  values: Omit<typeof evaluationValues.$inferInsert, 'evaluationId'>[],
): Promise<void> {
  const { id, relation, conflict, again, comment, evidenceId, version, submittedAt } = row;
  const change = { relation, conflict, again, comment, evidenceId, version, submittedAt };
  await tx.insert(evaluations).values(row).onConflictDoUpdate({ target: evaluations.id, set: change });
  await tx.delete(evaluationValues).where(eq(evaluationValues.evaluationId, id));
  if (values.length > 0)
    await tx.insert(evaluationValues).values(values.map((value) => ({ ...value, evaluationId: id })));
}

/** The values of an evaluation that the caller has found. */
export const valuesOfEvaluation = (tx: Db, id: string) =>
  tx
    .select({
      criterionId: evaluationValues.criterionId,
      status: evaluationValues.status,
      number: evaluationValues.number,
      amountMinor: evaluationValues.amountMinor,
      parts: evaluationValues.parts,
    })
    .from(evaluationValues)
    .where(eq(evaluationValues.evaluationId, id));

/** Deletes an evaluation with its values; its evidence is the caller's to delete. */
export async function deleteEvaluation(tx: Db, id: string): Promise<void> {
  await tx.delete(evaluations).where(eq(evaluations.id, id));
}

/** Whether the file is the document of an evaluation's evidence that the member is shown. */
export async function readsEvidenceFile(db: Db, member: SignedMember, fileId: string): Promise<boolean> {
  const [row] = await db
    .select({ sees: seesOf(member) })
    .from(evidence)
    .innerJoin(evaluations, eq(evaluations.evidenceId, evidence.id))
    .innerJoin(benchmarks, eq(benchmarks.id, evaluations.benchmarkId))
    .innerJoin(options, and(eq(options.id, evaluations.optionId), isNull(options.retiredAt)))
    .where(
      and(
        eq(evidence.fileId, fileId),
        visibleTo(member, evidence.audienceId),
        isNotNull(evaluations.submittedAt),
      ),
    );
  return row?.sees === 'all';
}
