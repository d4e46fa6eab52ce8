import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { audiences, circles } from '../circles/schema.ts';
import { audienceBrief, mayRead, readerCount, visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { threads } from '../threads/schema.ts';
import { seesOf } from './evaluation-queries.ts';
import { benchmarkLooks, benchmarks, costTerms, criteria, options, weights } from './schema.ts';

export type BenchmarkColumns = typeof benchmarks.$inferSelect;
export type CriterionRow = typeof criteria.$inferSelect;

/** The benchmark with what its pages show around it and of it; null where the member may not see it. */
export async function findBenchmark(db: Db, member: SignedMember, id: string) {
  const [row] = await db
    .select({
      benchmark: benchmarks,
      audience: { ...audienceBrief, memberCount: readerCount },
      openedBy: brief,
      readableCase: { id: threads.id, title: threads.title },
      sees: seesOf(member),
      hasLooked: sql<boolean>`exists (select 1 from ${benchmarkLooks} where ${benchmarkLooks.benchmarkId} = ${benchmarks.id}
        and ${benchmarkLooks.memberId} = ${member.id})`,
    })
    .from(benchmarks)
    .innerJoin(audiences, eq(audiences.id, benchmarks.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .innerJoin(members, eq(members.id, benchmarks.openedBy))
    .leftJoin(threads, and(eq(threads.id, benchmarks.threadId), visibleTo(member, threads.audienceId)))
    .where(and(eq(benchmarks.id, id), visibleTo(member, benchmarks.audienceId)));
  return row ?? null;
}
export type BenchmarkPageRow = NonNullable<Awaited<ReturnType<typeof findBenchmark>>>;

/** Of these benchmarks those that the member may see, by what they compare. */
export const nameBenchmarks = (db: Db, member: SignedMember, ids: string[]) =>
  db
    .select({ id: benchmarks.id, name: benchmarks.need })
    .from(benchmarks)
    .where(and(inArray(benchmarks.id, ids), visibleTo(member, benchmarks.audienceId)));

/** The benchmark's own row, found through the member; null where they may not see it. */
async function findBenchmarkRow(db: Db, member: SignedMember, id: string): Promise<BenchmarkColumns | null> {
  const [row] = await db
    .select()
    .from(benchmarks)
    .where(and(eq(benchmarks.id, id), visibleTo(member, benchmarks.audienceId)));
  return row ?? null;
}

/**
 * The same, locked until the transaction ends: whoever writes in the benchmark waits their turn, and whoever reads it
 * does not.
 */
export async function lockBenchmark(
  tx: Db,
  member: SignedMember,
  id: string,
): Promise<BenchmarkColumns | null> {
  const [row] = await tx
    .select()
    .from(benchmarks)
    .where(and(eq(benchmarks.id, id), visibleTo(member, benchmarks.audienceId)))
    .for('no key update');
  return row ?? null;
}

/** The criteria that stand, in their order. */
export const listCriteria = (db: Db, benchmarkId: string) =>
  db
    .select()
    .from(criteria)
    .where(and(eq(criteria.benchmarkId, benchmarkId), isNull(criteria.retiredAt)))
    .orderBy(criteria.position, criteria.id);

/** The options that stand with their providers, in their order. */
export const listOptions = (db: Db, benchmarkId: string) =>
  db
    .select({
      id: options.id,
      product: options.product,
      position: options.position,
      provider: {
        id: providers.id,
        name: providers.name,
        kind: providers.kind,
        natural_person: providers.naturalPerson,
      },
    })
    .from(options)
    .innerJoin(providers, eq(providers.id, options.providerId))
    .where(and(eq(options.benchmarkId, benchmarkId), isNull(options.retiredAt)))
    .orderBy(options.position, options.id);
export type OptionRow = Awaited<ReturnType<typeof listOptions>>[number];

/** The member's own weights of the criteria that stand; none when they keep none. */
export const listWeights = (db: Db, member: SignedMember, benchmarkId: string) =>
  db
    .select({ criterionId: weights.criterionId, weight: weights.weight })
    .from(weights)
    .innerJoin(criteria, eq(criteria.id, weights.criterionId))
    .where(
      and(eq(weights.memberId, member.id), eq(criteria.benchmarkId, benchmarkId), isNull(criteria.retiredAt)),
    );
/** From so many members on the group's weights are told: of fewer, each could work out another's. */
const groupMembersMin = 3;

/**
 * What the active readers of the benchmark who keep weights give each criterion that stands, in the mean of their shares; a
 * criterion that came after they kept theirs counts as proposed. A row for each criterion, or none for too few members.
 */
export const listGroupWeights = (db: Db, benchmarkId: string) =>
  db
    .select({
      criterionId: sql<string>`held.id`.as('criterion_id'),
      share:
        sql<number>`avg(case when held.total > 0 then held.weight / held.total else 1.0 / held.criteria end)`
          .mapWith(Number)
          .as('share'),
      memberCount: sql<number>`count(*)`.mapWith(Number).as('member_count'),
    })
    .from(
      sql`(select c.id, coalesce(w.weight, c.weight)::float8 as weight,
          sum(coalesce(w.weight, c.weight)) over (partition by keeper.member_id) as total,
          count(*) over (partition by keeper.member_id) as criteria
        from (select distinct kept.member_id from weights kept
          join criteria stands on stands.id = kept.criterion_id and stands.retired_at is null
          join benchmarks on benchmarks.id = stands.benchmark_id
          where benchmarks.id = ${benchmarkId}
            and ${mayRead(sql`kept.member_id`, sql`benchmarks.audience_id`)}) keeper
        join criteria c on c.benchmark_id = ${benchmarkId} and c.retired_at is null
        left join weights w on w.member_id = keeper.member_id and w.criterion_id = c.id) held`,
    )
    .groupBy(sql`held.id`)
    .having(sql`count(*) >= ${groupMembersMin}`);
export type GroupWeightRow = Awaited<ReturnType<typeof listGroupWeights>>[number];
export type WeightRow = Awaited<ReturnType<typeof listWeights>>[number];

/** The terms that the member keeps for a benchmark: one row, or none. */
export const listTerms = (db: Db, member: SignedMember, benchmarkId: string) =>
  db
    .select({
      months: costTerms.months,
      volume: costTerms.volume,
      dayRateMinor: costTerms.dayRateMinor,
      withVat: costTerms.withVat,
    })
    .from(costTerms)
    .where(and(eq(costTerms.memberId, member.id), eq(costTerms.benchmarkId, benchmarkId)));
export type TermsRow = Awaited<ReturnType<typeof listTerms>>[number];

/** Notes that others' values of these benchmarks were shown to the member; the first time of each counts. */
export async function noteLooks(
  db: Db,
  member: SignedMember,
  benchmarkIds: string[],
  at: Date,
): Promise<void> {
  if (benchmarkIds.length === 0) return;
  await db
    .insert(benchmarkLooks)
    .values(benchmarkIds.map((benchmarkId) => ({ memberId: member.id, benchmarkId, firstAt: at })))
    .onConflictDoNothing();
}

export const hasLooked = async (tx: Db, member: SignedMember, benchmarkId: string): Promise<boolean> =>
  (await tx.$count(
    benchmarkLooks,
    and(eq(benchmarkLooks.memberId, member.id), eq(benchmarkLooks.benchmarkId, benchmarkId)),
  )) > 0;

/** The change counter of a benchmark that the member may see, else null. */
export async function benchmarkHead(db: Db, member: SignedMember, id: string): Promise<number | null> {
  return (await findBenchmarkRow(db, member, id))?.changeSeq ?? null;
}

/** The change counters of these benchmarks, and who may see them: only for pages that watch them already. */
export async function benchmarkHeads(db: Db, ids: string[]) {
  const rows = await db
    .select({ id: benchmarks.id, head: benchmarks.changeSeq, audienceId: benchmarks.audienceId })
    .from(benchmarks)
    .where(inArray(benchmarks.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
