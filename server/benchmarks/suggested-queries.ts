import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import {
  benchmarkCategories,
  categoryTags,
  type BenchmarkCategory,
} from '@cenacle/shared/benchmarks/frame.ts';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { providers } from '../providers/schema.ts';
import { outcomeProviders, outcomes } from '../threads/outcome-schema.ts';
import { mine } from '../threads/queries.ts';
import { threads } from '../threads/schema.ts';
import { benchmarks, criteria, evaluations, options } from './schema.ts';

/** Criteria offered at most: what one reads before choosing. */
const lateMax = 12;

/**
 * Criteria that benchmarks of the category were given after they had been opened, of those that the member reads: each
 * name once as it was written last, those added most often first.
 */
export async function listLateCriteria(db: Db, member: SignedMember, category: BenchmarkCategory) {
  const key = sql<string>`public.fold(${criteria.name})`;
  const of = {
    partition: sql`partition by ${key}`,
    latest: sql`order by ${criteria.createdAt} desc, ${criteria.id} desc`,
  };
  const late = db
    .select({
      id: criteria.id,
      benchmarkCount: sql<number>`count(*) over (${of.partition})`.mapWith(Number).as('benchmark_count'),
      place: sql<number>`row_number() over (${of.partition} ${of.latest})`.as('place'),
    })
    .from(criteria)
    .innerJoin(benchmarks, eq(benchmarks.id, criteria.benchmarkId))
    .where(
      and(
        visibleTo(member, benchmarks.audienceId),
        eq(benchmarks.category, category),
        isNull(criteria.retiredAt),
        gt(criteria.createdAt, benchmarks.createdAt),
      ),
    )
    .as('late');
  return db
    .select({ criterion: criteria, language: benchmarks.language, benchmarkCount: late.benchmarkCount })
    .from(late)
    .innerJoin(criteria, eq(criteria.id, late.id))
    .innerJoin(benchmarks, eq(benchmarks.id, criteria.benchmarkId))
    .where(eq(late.place, 1))
    .orderBy(desc(late.benchmarkCount), desc(criteria.createdAt), desc(criteria.id))
    .limit(lateMax);
}
export type LateCriterionRow = Awaited<ReturnType<typeof listLateCriteria>>[number];

/** Benchmarks that Today asks about at most. */
const refreshMax = 3;

/** When the last evidence came, or else the opening. */
const lastAt = sql<Date>`coalesce((select max(e.submitted_at) from ${evaluations} e join ${options} o on o.id = e.option_id
  and o.retired_at is null where e.benchmark_id = ${benchmarks.id}), ${benchmarks.createdAt})`;

/** Each tag with the category that it stands for, as JSON. */
const tagRows = JSON.stringify(
  benchmarkCategories.flatMap((category) => categoryTags[category].map((tag) => ({ category, tag }))),
);

/** A provider that the outcome chose and the benchmark compares; null for none. */
const sharedProvider = sql<string | null>`(select min(${providers.name}) from ${outcomeProviders}
  join ${options} on ${options.providerId} = ${outcomeProviders.providerId} and ${options.retiredAt} is null
  join ${providers} on ${providers.id} = ${outcomeProviders.providerId}
  where ${outcomeProviders.outcomeId} = ${outcomes.id} and ${options.benchmarkId} = ${benchmarks.id})`;

const isOfCategory = sql`exists (select from unnest(${threads.tags}) as t (tag)
  join json_to_recordset(${tagRows}::json) as k (category text, tag text) on k.tag = public.fold(t.tag)
  where k.category = ${benchmarks.category})`;

/**
 * Benchmarks that collect and have no evidence since then, of those that the member reads, each with the newest finished
 * case of the member's that could refresh it: finished after the last evidence, with a provider compared there or a tag of
 * its category. The longest stale first.
 */
export function listToRefresh(db: Db, member: SignedMember, staleSince: Date) {
  const found = db
    .selectDistinctOn([benchmarks.id], {
      id: benchmarks.id,
      need: benchmarks.need,
      language: benchmarks.language,
      lastAt: sql<Date>`${lastAt}`.as('last_at'),
      caseId: sql<string>`${threads.id}`.as('case_id'),
      caseTitle: sql<string>`${threads.title}`.as('case_title'),
      provider: sql<string | null>`${sharedProvider}`.as('provider'),
    })
    .from(benchmarks)
    .innerJoin(
      threads,
      and(visibleTo(member, threads.audienceId), mine(db, member), isNotNull(threads.finishedAt)),
    )
    .innerJoin(outcomes, and(eq(outcomes.threadId, threads.id), isNull(outcomes.supersededAt)))
    .where(
      and(
        visibleTo(member, benchmarks.audienceId),
        eq(benchmarks.state, 'collecting'),
        sql`${lastAt} < ${staleSince.toISOString()}::timestamptz`,
        sql`${outcomes.finishedOn} > ${lastAt}::date`,
        sql`(${sharedProvider} is not null or ${isOfCategory})`,
      ),
    )
    .orderBy(benchmarks.id, sql`(${sharedProvider} is null)`, desc(outcomes.finishedOn), desc(threads.id))
    .as('found');
  return db
    .select({
      id: found.id,
      need: found.need,
      language: found.language,
      lastAt: sql<Date>`${found.lastAt}`.mapWith(benchmarks.createdAt),
      caseId: found.caseId,
      caseTitle: found.caseTitle,
      provider: found.provider,
    })
    .from(found)
    .orderBy(asc(found.lastAt), asc(found.id))
    .limit(refreshMax);
}
export type ToRefreshRow = Awaited<ReturnType<typeof listToRefresh>>[number];
