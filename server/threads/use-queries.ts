import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { useMonths, type ProviderUse, type UseMonths } from '@cenacle/shared/threads/use-contract.ts';
import { visibleTo } from '../circles/queries.ts';
import { newId, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { closedOn } from './check-queries.ts';
import { outcomeProviders, outcomes } from './outcome-schema.ts';
import { mine } from './queries.ts';
import { threads, voices } from './schema.ts';
import { useAnswers } from './use-schema.ts';

const [first, second] = useMonths;
const dueOn = (months: number): SQL =>
  sql`(${outcomes.finishedOn} + make_interval(months => ${months}::int))::date`;

/** The last question whose day has come; null before the first, and for one that had passed when the case was closed. */
const lastDue = (today: string) => sql<UseMonths | null>`(select due from (select case
    when ${dueOn(second)} <= ${today}::date then ${second}::int
    when ${dueOn(first)} <= ${today}::date then ${first}::int end as due) last
  where (${outcomes.finishedOn} + make_interval(months => due))::date > ${closedOn}::date)`;

/** Providers of the member's finished cases with the question that is due, of those that `where` finds. */
const selectAsked = (db: Db, member: SignedMember, today: string, where: SQL | undefined) =>
  db
    .select({
      thread: { id: threads.id, title: threads.title, language: threads.language },
      provider: { id: providers.id, name: providers.name, natural_person: providers.naturalPerson },
      closing: outcomes.closing,
      months: lastDue(today),
      dueOn: sql<string>`(${outcomes.finishedOn} + make_interval(months => ${lastDue(today)}))::date::text`,
    })
    .from(threads)
    .innerJoin(outcomes, and(eq(outcomes.threadId, threads.id), isNull(outcomes.supersededAt)))
    .innerJoin(outcomeProviders, eq(outcomeProviders.outcomeId, outcomes.id))
    .innerJoin(providers, eq(providers.id, outcomeProviders.providerId))
    .where(and(visibleTo(member, threads.audienceId), mine(db, member), where))
    .orderBy(asc(outcomes.finishedOn), asc(threads.id), asc(outcomeProviders.position));

/** What the member is asked about the providers of their finished cases and has not answered, the longest finished first. */
export const listDueUses = (db: Db, member: SignedMember, today: string, limit: number) =>
  selectAsked(
    db,
    member,
    today,
    sql`(${lastDue(today)} is not null and not exists (select from ${useAnswers} u where u.thread_id = ${outcomes.threadId}
      and u.closing = ${outcomes.closing} and u.provider_id = ${providers.id} and u.months = ${lastDue(today)}
      and u.superseded_at is null))`,
  ).limit(limit);

/** The providers of one finished case of the member's, with the question that is due of each, answered or not. */
export const listAskedOf = (tx: Db, member: SignedMember, threadId: string, today: string) =>
  selectAsked(tx, member, today, eq(threads.id, threadId));

/** Puts the answer in the place of the one that stood. The thread's row must be locked. */
export async function writeUse(tx: Db, row: Omit<typeof useAnswers.$inferInsert, 'id'>): Promise<void> {
  await tx
    .update(useAnswers)
    .set({ supersededAt: row.createdAt })
    .where(
      and(
        eq(useAnswers.threadId, row.threadId),
        eq(useAnswers.closing, row.closing),
        eq(useAnswers.providerId, row.providerId),
        eq(useAnswers.months, row.months),
        isNull(useAnswers.supersededAt),
      ),
    );
  await tx.insert(useAnswers).values({ ...row, id: newId() });
}

/** What authors said later of a provider, of cases that the member reads and that stand as they did; newest first. */
export async function listUsesOfProvider(
  db: Db,
  member: SignedMember,
  providerId: string,
  limit: number,
): Promise<ProviderUse[]> {
  const rows = await db
    .select({
      months: useAnswers.months,
      still: useAnswers.still,
      again: useAnswers.again,
      line: sql<string>`case when ${providers.naturalPerson} then '' else ${useAnswers.line} end`,
      at: useAnswers.createdAt,
      member: brief,
      case: { id: threads.id, title: threads.title },
    })
    .from(useAnswers)
    .innerJoin(providers, eq(providers.id, useAnswers.providerId))
    .innerJoin(threads, eq(threads.id, useAnswers.threadId))
    .innerJoin(
      outcomes,
      and(
        eq(outcomes.threadId, threads.id),
        eq(outcomes.closing, useAnswers.closing),
        isNull(outcomes.supersededAt),
      ),
    )
    .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .where(
      and(
        eq(useAnswers.providerId, providerId),
        isNull(useAnswers.supersededAt),
        visibleTo(member, threads.audienceId),
      ),
    )
    .orderBy(desc(useAnswers.createdAt), desc(useAnswers.id))
    .limit(limit);
  return rows.map(({ at, ...row }) => Object.assign(row, { at: at.toISOString() }));
}

/** Leads what was said of one provider to another; of two answers to one question that of the other stands. */
export async function moveUses(tx: Db, fromId: string, toId: string, at: Date): Promise<void> {
  await tx.execute(sql`update ${useAnswers} set superseded_at = ${at.toISOString()}::timestamptz
    where provider_id = ${fromId} and superseded_at is null and exists (select from ${useAnswers} o
      where o.thread_id = ${useAnswers.threadId} and o.closing = ${useAnswers.closing} and o.months = ${useAnswers.months}
        and o.provider_id = ${toId} and o.superseded_at is null)`);
  await tx.update(useAnswers).set({ providerId: toId }).where(eq(useAnswers.providerId, fromId));
}
