import { and, desc, eq, inArray, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { PriceParts, valueStatuses } from '@cenacle/shared/benchmarks/contract.ts';
import { together, type Db } from '../database.ts';
import { findEvidence } from '../evidence/queries.ts';
import { evidence } from '../evidence/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { shownTo, type Sees } from './evaluation-queries.ts';
import { listCriteria, listGroupWeights, listOptions, listTerms, listWeights } from './queries.ts';
import { evaluations, evaluationValues, options } from './schema.ts';

/** A detailed price, with the place of its evaluation. */
type Offer = [place: number, parts: PriceParts];
type ValueStatus = (typeof valueStatuses)[number];

// Parts of a benchmark's pages, of benchmarks that the caller has found for the member, sent together.

/** Whether any of what is shown is another's, or the source's: one row, or none. */
const othersShown = (db: Db, member: SignedMember, id: string, sees: Sees) =>
  db
    .select({ id: evaluations.id })
    .from(evaluations)
    .where(
      and(
        shownTo(member, id, sees),
        isNotNull(evaluations.submittedAt),
        sql`${evaluations.memberId} is distinct from ${member.id}`,
      ),
    )
    .limit(1);

/** Every evaluation that is shown, with the grade of its evidence, by id. */
const listMarked = (db: Db, member: SignedMember, id: string, sees: Sees) =>
  db
    .select({
      optionId: evaluations.optionId,
      memberId: evaluations.memberId,
      conflict: evaluations.conflict,
      again: evaluations.again,
      submittedAt: evaluations.submittedAt,
      grade: evidence.grade,
    })
    .from(evaluations)
    .leftJoin(evidence, eq(evidence.id, evaluations.evidenceId))
    .where(shownTo(member, id, sees))
    .orderBy(evaluations.id);

/**
 * What those evaluations say, one row for each cell: each known value with the place of its evaluation in the list above.
 * Gathered by the database, since a hundred thousand rows cost far more than their numbers.
 */
function listSaid(db: Db, member: SignedMember, id: string, sees: Sees) {
  const place = sql<number>`row_number() over (order by ${evaluations.id}) - 1`.as('place');
  const marked = db
    .select({ id: evaluations.id, optionId: evaluations.optionId, place })
    .from(evaluations)
    .where(shownTo(member, id, sees))
    .as('marked');
  const { status, number, amountMinor } = evaluationValues;
  const known = sql`filter (where ${status} = 'known')`;
  const count = (of: ValueStatus) => sql<number>`(count(*) filter (where ${status} = ${of}))::int`;
  return db
    .select({
      optionId: marked.optionId,
      criterionId: evaluationValues.criterionId,
      places: sql<number[]>`coalesce(array_agg(${marked.place}) ${known}, '{}')`,
      values: sql<number[]>`coalesce(array_agg(coalesce(${number}, ${amountMinor}::float8)) ${known}, '{}')`,
      offers: sql<Offer[]>`coalesce(json_agg(json_build_array(${marked.place}, ${evaluationValues.parts}))
        filter (where ${evaluationValues.parts} is not null), '[]')`,
      unknown: count('unknown'),
      quotation: count('quotation'),
    })
    .from(evaluationValues)
    .innerJoin(marked, eq(marked.id, evaluationValues.evaluationId))
    .groupBy(marked.optionId, evaluationValues.criterionId);
}

/** The values of the evaluations that this finds. */
const listValues = (db: Db, where: SQL | undefined) =>
  db
    .select({
      evaluationId: evaluationValues.evaluationId,
      criterionId: evaluationValues.criterionId,
      status: evaluationValues.status,
      number: evaluationValues.number,
      amountMinor: evaluationValues.amountMinor,
      parts: evaluationValues.parts,
    })
    .from(evaluationValues)
    .innerJoin(evaluations, eq(evaluations.id, evaluationValues.evaluationId))
    .where(where);
export type ValueColumns = Awaited<ReturnType<typeof listValues>>[number];

/** Evaluations that are shown, and what they say by cell; `places` are those of the evaluations in their list. */
export interface Marks {
  evaluations: Awaited<ReturnType<typeof listMarked>>;
  said: Awaited<ReturnType<typeof listSaid>>;
}

// To the millisecond, which is what a cursor holds.
const writtenAt = sql`date_trunc('milliseconds', coalesce(${evaluations.submittedAt}, ${evaluations.createdAt}))`;
const newestFirst = [desc(writtenAt), desc(evaluations.id)];

const listEvaluations = (db: Db, where: SQL | undefined) =>
  db
    .select({ evaluation: evaluations, member: brief, isOfPerson: providers.naturalPerson })
    .from(evaluations)
    .innerJoin(options, eq(options.id, evaluations.optionId))
    .innerJoin(providers, eq(providers.id, options.providerId))
    .leftJoin(members, eq(members.id, evaluations.memberId))
    .where(where)
    .orderBy(...newestFirst);
export type EvaluationRow = Awaited<ReturnType<typeof listEvaluations>>[number];

/** The evaluations that this finds, newest first, with their values and evidence. */
const wholeEvaluations = (db: Db, member: SignedMember, where: SQL | undefined) => ({
  rows: listEvaluations(db, where),
  rowValues: listValues(db, where),
  rowEvidence: findEvidence(
    db,
    member,
    db.select({ id: evaluations.evidenceId }).from(evaluations).where(where),
  ),
});

/** What the ranking of a benchmark is made of, and the weights that the member keeps. */
const ranked = (db: Db, member: SignedMember, id: string, sees: Sees) => ({
  criteria: listCriteria(db, id),
  options: listOptions(db, id),
  ownWeights: listWeights(db, member, id),
  ownTerms: listTerms(db, member, id),
  evaluations: listMarked(db, member, id, sees),
  said: listSaid(db, member, id, sees),
  others: othersShown(db, member, id, sees),
});

/** What `GET …/ranking` calculates from: criteria, options, evaluations that are shown with their values, own weights. */
export const findRanked = (db: Db, member: SignedMember, id: string, sees: Sees) =>
  together(db, ranked(db, member, id, sees));

/** The same, the group's weights, and the member's own evaluations of options that stand, under way ones among them. */
export const findPage = (db: Db, member: SignedMember, id: string, sees: Sees) =>
  together(db, {
    ...ranked(db, member, id, sees),
    groupWeights: listGroupWeights(db, id),
    ...wholeEvaluations(db, member, shownTo(member, id, 'own')),
  });

/** The member's own evaluation of an option. */
export const findOwnWhole = (db: Db, member: SignedMember, id: string, optionId: string) =>
  together(db, {
    criteria: listCriteria(db, id),
    ...wholeEvaluations(db, member, and(shownTo(member, id, 'own'), eq(evaluations.optionId, optionId))),
  });

/** Evaluations that are shown, newest first, at most `limit` and one more: of one option, or with a value for one criterion. */
export function findEvaluations(
  db: Db,
  member: SignedMember,
  id: string,
  asked: {
    sees: Sees;
    optionId: string | undefined;
    criterionId: string | undefined;
    limit: number;
    after: readonly [at: string, id: string] | null;
  },
) {
  const { sees, optionId, criterionId, limit, after } = asked;
  const page = db
    .select({ id: evaluations.id })
    .from(evaluations)
    .where(
      and(
        shownTo(member, id, sees),
        optionId ? eq(evaluations.optionId, optionId) : undefined,
        criterionId
          ? sql`exists (select 1 from ${evaluationValues} where ${evaluationValues.evaluationId} = ${evaluations.id}
            and ${evaluationValues.criterionId} = ${criterionId})`
          : undefined,
        after
          ? sql`(${writtenAt}, ${evaluations.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(...newestFirst)
    .limit(limit + 1);
  return together(db, {
    criteria: listCriteria(db, id),
    options: listOptions(db, id),
    ...wholeEvaluations(db, member, inArray(evaluations.id, page)),
    others: othersShown(db, member, id, sees),
  });
}
