import { and, asc, desc, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { BenchmarkCategory } from '@cenacle/shared/benchmarks/frame.ts';
import type { AmountBand } from '@cenacle/shared/evidence/contract.ts';
import type { SizeBand } from '@cenacle/shared/providers/contract.ts';
import type { benchmarkOrders } from '@cenacle/shared/benchmarks/contract.ts';
import { audiences, circles } from '../circles/schema.ts';
import { audienceBrief, visibleTo } from '../circles/queries.ts';
import { number, type Db } from '../database.ts';
import { evidence } from '../evidence/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { finishedGrades } from './policy.ts';
import { benchmarks, criteria, evaluations, options } from './schema.ts';

/** What is known of each benchmark from evaluations that were submitted, of options that stand. */
const statistics = (db: Db) =>
  db
    .select({
      benchmarkId: evaluations.benchmarkId,
      evaluationCount: sql<number>`count(*)`.mapWith(Number).as('evaluation_count'),
      memberCount: sql<number>`count(distinct ${evaluations.memberId})`.mapWith(Number).as('member_count'),
      finishedCount: sql<number>`count(*) filter (where ${inArray(evidence.grade, [...finishedGrades])})`
        .mapWith(Number)
        .as('finished_count'),
      freshestAt: sql<Date | null>`max(${evaluations.submittedAt})`.as('freshest_at'),
    })
    .from(evaluations)
    .innerJoin(options, and(eq(options.id, evaluations.optionId), isNull(options.retiredAt)))
    .leftJoin(evidence, eq(evidence.id, evaluations.evidenceId))
    .where(isNotNull(evaluations.submittedAt))
    .groupBy(evaluations.benchmarkId)
    .as('statistics');

export type BenchmarkOrder = (typeof benchmarkOrders)[number];

export interface BenchmarkFilter {
  /** Words of the need, in any order. */
  words: string[];
  state: 'collecting' | 'closed' | undefined;
  circleId: string | undefined;
  mine: boolean;
  category: BenchmarkCategory | undefined;
  size: SizeBand | undefined;
  budget: AmountBand | undefined;
  /** Those without evidence since then alone. */
  staleSince: Date | undefined;
}

/** Minor units from which a band reaches, and up to which. */
const bandMinor: Record<AmountBand, readonly [from: number, to: number | null]> = {
  under_5k: [0, 500_000],
  '5k_20k': [500_000, 2_000_000],
  '20k_50k': [2_000_000, 5_000_000],
  '50k_200k': [5_000_000, 20_000_000],
  over_200k: [20_000_000, null],
};

const monthsPerYear = 12;

/** Whether the budget of a benchmark reaches into the band, by its first year; none does not. */
function budgetIn(band: AmountBand): SQL {
  const [from, to] = bandMinor[band];
  const times = sql`case when ${benchmarks.budgetPer} = 'month' then ${monthsPerYear}::int else 1 end`;
  const isBelow = to === null ? sql`true` : sql`${benchmarks.budgetMinMinor} * ${times} < ${to}::bigint`;
  return sql`(${benchmarks.budgetMinMinor} is not null and ${isBelow}
    and (${benchmarks.budgetMaxMinor} is null or ${benchmarks.budgetMaxMinor} * ${times} >= ${from}::bigint))`;
}

/** Where a page goes on: behind this row, by what the list is sorted by. */
export interface BenchmarkMark {
  finishedCount: number;
  freshAt: string;
  need: string;
  id: string;
}

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Benchmarks that the member reads, by freshness, by evidence or by need; at most `limit` and one more. */
export async function listBenchmarks(
  db: Db,
  member: SignedMember,
  asked: { filter: BenchmarkFilter; order: BenchmarkOrder; limit: number; after: BenchmarkMark | null },
) {
  const { filter, order, limit, after } = asked;
  const known = statistics(db);
  // To the millisecond, which is what a cursor holds.
  const freshAt = sql`date_trunc('milliseconds', coalesce(${known.freshestAt}, ${benchmarks.createdAt}))`;
  const finishedCount = sql<number>`coalesce(${known.finishedCount}, 0)`;
  const need = sql`${benchmarks.need} collate "und-x-icu"`;
  const orders: Record<BenchmarkOrder, { by: SQL[]; behind: SQL | undefined }> = {
    fresh: {
      by: [desc(freshAt), desc(benchmarks.id)],
      behind: after
        ? sql`(${freshAt}, ${benchmarks.id}) < (${after.freshAt}::timestamptz, ${after.id}::uuid)`
        : undefined,
    },
    evidence: {
      by: [desc(finishedCount), desc(freshAt), desc(benchmarks.id)],
      behind: after
        ? sql`(${finishedCount}, ${freshAt}, ${benchmarks.id}) < (${after.finishedCount}::float8, ${after.freshAt}::timestamptz, ${after.id}::uuid)`
        : undefined,
    },
    need: {
      by: [asc(need), asc(benchmarks.id)],
      behind: after
        ? sql`(${need}, ${benchmarks.id}) > (${after.need}::text collate "und-x-icu", ${after.id}::uuid)`
        : undefined,
    },
  };
  return db
    .select({
      benchmark: benchmarks,
      audience: audienceBrief,
      optionCount: number(sql`select count(*) from ${options} where ${options.benchmarkId} = ${benchmarks.id}
        and ${options.retiredAt} is null`),
      criterionCount:
        number(sql`select count(*) from ${criteria} where ${criteria.benchmarkId} = ${benchmarks.id}
        and ${criteria.retiredAt} is null`),
      evaluationCount: sql<number>`coalesce(${known.evaluationCount}, 0)`.mapWith(Number),
      memberCount: sql<number>`coalesce(${known.memberCount}, 0)`.mapWith(Number),
      finishedCount: finishedCount.mapWith(Number),
      freshestAt: sql<Date | null>`${known.freshestAt}`.mapWith(evaluations.submittedAt),
    })
    .from(benchmarks)
    .innerJoin(audiences, eq(audiences.id, benchmarks.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .leftJoin(known, eq(known.benchmarkId, benchmarks.id))
    .where(
      and(
        visibleTo(member, benchmarks.audienceId),
        filter.state ? eq(benchmarks.state, filter.state) : undefined,
        filter.circleId ? eq(audiences.circleId, filter.circleId) : undefined,
        filter.mine ? eq(benchmarks.openedBy, member.id) : undefined,
        filter.category ? eq(benchmarks.category, filter.category) : undefined,
        filter.size ? eq(benchmarks.companySize, filter.size) : undefined,
        filter.budget ? budgetIn(filter.budget) : undefined,
        filter.staleSince
          ? sql`${benchmarks.state} = 'collecting' and ${freshAt} < ${filter.staleSince.toISOString()}::timestamptz`
          : undefined,
        ...filter.words.map(
          (word) => sql`public.fold(${benchmarks.need}) like '%' || public.fold(${literal(word)}) || '%'`,
        ),
        orders[order].behind,
      ),
    )
    .orderBy(...orders[order].by)
    .limit(limit + 1);
}
export type BenchmarkListRow = Awaited<ReturnType<typeof listBenchmarks>>[number];

const briefColumns = { id: benchmarks.id, need: benchmarks.need, state: benchmarks.state };

/** Benchmarks opened from the thread, of those that the member reads, newest first. */
export const listBenchmarksOfThread = (db: Db, member: SignedMember, threadId: string, limit: number) =>
  db
    .select(briefColumns)
    .from(benchmarks)
    .where(and(eq(benchmarks.threadId, threadId), visibleTo(member, benchmarks.audienceId)))
    .orderBy(desc(benchmarks.createdAt), desc(benchmarks.id))
    .limit(limit);

/** Benchmarks that compare the provider, of those that the member reads, newest first. */
export const listBenchmarksOfProvider = (db: Db, member: SignedMember, providerId: string, limit: number) =>
  db
    .select(briefColumns)
    .from(benchmarks)
    .where(
      and(
        visibleTo(member, benchmarks.audienceId),
        sql`exists (select 1 from ${options} where ${options.benchmarkId} = ${benchmarks.id}
          and ${options.providerId} = ${providerId} and ${options.retiredAt} is null)`,
      ),
    )
    .orderBy(desc(benchmarks.createdAt), desc(benchmarks.id))
    .limit(limit);
