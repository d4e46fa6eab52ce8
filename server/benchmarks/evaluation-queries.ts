import { and, desc, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import { evidence } from '../evidence/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { benchmarks, evaluations, evaluationValues, options } from './schema.ts';

export type EvaluationColumns = typeof evaluations.$inferSelect;
export type ValueColumns = typeof evaluationValues.$inferSelect;

/** What a reader is shown of the evaluations: all that were submitted, or their own alone. */
export type Sees = 'all' | 'own';

/** Submitted ones; with `own`, the member's, under way ones among them. Of options that stand. */
const shownTo = (member: SignedMember, benchmarkId: string, sees: Sees): SQL | undefined =>
  and(
    eq(evaluations.benchmarkId, benchmarkId),
    sees === 'own' ? eq(evaluations.memberId, member.id) : isNotNull(evaluations.submittedAt),
    sql`exists (select 1 from ${options} where ${options.id} = ${evaluations.optionId} and ${options.retiredAt} is null)`,
  );

/**
 * What the member is shown of the evaluations: their own alone while they have one under way, so that they finish it
 * without being told what the others found; everything once it is submitted, its option is retired, or the benchmark is
 * closed.
 */
export async function seesOf(db: Db, member: SignedMember, benchmarkId: string): Promise<Sees> {
  const [underWay] = await db
    .select({ id: evaluations.id })
    .from(evaluations)
    .innerJoin(options, and(eq(options.id, evaluations.optionId), isNull(options.retiredAt)))
    .innerJoin(
      benchmarks,
      and(eq(benchmarks.id, evaluations.benchmarkId), eq(benchmarks.state, 'collecting')),
    )
    .where(
      and(
        eq(evaluations.benchmarkId, benchmarkId),
        eq(evaluations.memberId, member.id),
        isNull(evaluations.submittedAt),
      ),
    )
    .limit(1);
  return underWay ? 'own' : 'all';
}

/** Every evaluation that is shown, with the grade of its evidence, and every value of them. */
export async function listMarks(db: Db, member: SignedMember, benchmarkId: string, sees: Sees) {
  const rows = await db
    .select({
      id: evaluations.id,
      optionId: evaluations.optionId,
      memberId: evaluations.memberId,
      conflict: evaluations.conflict,
      submittedAt: evaluations.submittedAt,
      grade: evidence.grade,
    })
    .from(evaluations)
    .leftJoin(evidence, eq(evidence.id, evaluations.evidenceId))
    .where(shownTo(member, benchmarkId, sees));
  const values =
    rows.length === 0
      ? []
      : await db
          .select()
          .from(evaluationValues)
          .where(
            inArray(
              evaluationValues.evaluationId,
              rows.map(({ id }) => id),
            ),
          );
  return { evaluations: rows, values };
}
export type Marks = Awaited<ReturnType<typeof listMarks>>;

// To the millisecond, which is what a cursor holds.
const writtenAt = sql`date_trunc('milliseconds', coalesce(${evaluations.submittedAt}, ${evaluations.createdAt}))`;

const withMember = (db: Db, where: SQL | undefined) =>
  db
    .select({ evaluation: evaluations, member: brief, isOfPerson: providers.naturalPerson })
    .from(evaluations)
    .innerJoin(options, eq(options.id, evaluations.optionId))
    .innerJoin(providers, eq(providers.id, options.providerId))
    .leftJoin(members, eq(members.id, evaluations.memberId))
    .where(where)
    .orderBy(desc(writtenAt), desc(evaluations.id));
export type EvaluationRow = Awaited<ReturnType<typeof withMember>>[number];

/** Evaluations that are shown, newest first: of one option, or with a value for one criterion. */
export function listEvaluations(
  db: Db,
  member: SignedMember,
  benchmarkId: string,
  asked: {
    sees: Sees;
    optionId: string | undefined;
    criterionId: string | undefined;
    limit: number;
    after: readonly [at: string, id: string] | null;
  },
): Promise<EvaluationRow[]> {
  const { sees, optionId, criterionId, limit, after } = asked;
  return withMember(
    db,
    and(
      shownTo(member, benchmarkId, sees),
      optionId ? eq(evaluations.optionId, optionId) : undefined,
      criterionId
        ? sql`exists (select 1 from ${evaluationValues} where ${evaluationValues.evaluationId} = ${evaluations.id}
          and ${evaluationValues.criterionId} = ${criterionId})`
        : undefined,
      after
        ? sql`(${writtenAt}, ${evaluations.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
        : undefined,
    ),
  ).limit(limit + 1);
}

/** The member's own evaluations of options that stand, under way ones among them. */
export const listOwn = (db: Db, member: SignedMember, benchmarkId: string): Promise<EvaluationRow[]> =>
  withMember(db, shownTo(member, benchmarkId, 'own'));

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

/** The values of these evaluations, of the criteria given. */
export async function listValues(
  db: Db,
  evaluationIds: string[],
  criterionIds: string[],
): Promise<ValueColumns[]> {
  if (evaluationIds.length === 0 || criterionIds.length === 0) return [];
  return db
    .select()
    .from(evaluationValues)
    .where(
      and(
        inArray(evaluationValues.evaluationId, evaluationIds),
        inArray(evaluationValues.criterionId, criterionIds),
      ),
    );
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
  const { id, relation, conflict, comment, evidenceId, version, submittedAt } = row;
  const change = { relation, conflict, comment, evidenceId, version, submittedAt };
  await tx.insert(evaluations).values(row).onConflictDoUpdate({ target: evaluations.id, set: change });
  await tx.delete(evaluationValues).where(eq(evaluationValues.evaluationId, id));
  if (values.length > 0)
    await tx.insert(evaluationValues).values(values.map((value) => ({ ...value, evaluationId: id })));
}

/** Deletes an evaluation with its values; its evidence is the caller's to delete. */
export async function deleteEvaluation(tx: Db, id: string): Promise<void> {
  await tx.delete(evaluations).where(eq(evaluations.id, id));
}

/** Whether the file is the document of an evaluation's evidence that the member is shown. */
export async function readsEvidenceFile(db: Db, member: SignedMember, fileId: string): Promise<boolean> {
  const [row] = await db
    .select({ benchmarkId: evaluations.benchmarkId })
    .from(evidence)
    .innerJoin(evaluations, eq(evaluations.evidenceId, evidence.id))
    .innerJoin(options, and(eq(options.id, evaluations.optionId), isNull(options.retiredAt)))
    .where(
      and(
        eq(evidence.fileId, fileId),
        visibleTo(member, evidence.audienceId),
        isNotNull(evaluations.submittedAt),
      ),
    );
  return row !== undefined && (await seesOf(db, member, row.benchmarkId)) === 'all';
}
