import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import { evidence } from '../evidence/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { seesOf } from './evaluation-queries.ts';
import { benchmarks, evaluations, options } from './schema.ts';

/** The plain mean of the marks of an evaluation from 1 to 5, of criteria that stand. */
const mark = sql<number | null>`(select avg(v.number) from evaluation_values v
  join criteria c on c.id = v.criterion_id and c.retired_at is null
  where v.evaluation_id = ${evaluations.id} and c.kind = 'rating' and v.status = 'known')`;

/**
 * Submitted evaluations of the provider, of benchmarks that the member reads, the latest submitted first; of a benchmark in
 * which the member has one under way, their own alone.
 */
export const listEvaluationsOfProvider = (db: Db, member: SignedMember, providerId: string, limit: number) =>
  db
    .select({
      id: evaluations.id,
      benchmark: { id: benchmarks.id, need: benchmarks.need, state: benchmarks.state },
      product: options.product,
      member: brief,
      relation: evaluations.relation,
      conflict: evaluations.conflict,
      grade: evidence.grade,
      mark: mark.mapWith((value: unknown) => (value === null ? null : Number(value))),
      submittedAt: evaluations.submittedAt,
    })
    .from(evaluations)
    .innerJoin(options, and(eq(options.id, evaluations.optionId), isNull(options.retiredAt)))
    .innerJoin(benchmarks, eq(benchmarks.id, evaluations.benchmarkId))
    .leftJoin(members, eq(members.id, evaluations.memberId))
    .leftJoin(evidence, eq(evidence.id, evaluations.evidenceId))
    .where(
      and(
        eq(options.providerId, providerId),
        isNotNull(evaluations.submittedAt),
        visibleTo(member, benchmarks.audienceId),
        sql`(${seesOf(member)} = 'all' or ${evaluations.memberId} = ${member.id})`,
      ),
    )
    .orderBy(desc(evaluations.submittedAt), desc(evaluations.id))
    .limit(limit);
