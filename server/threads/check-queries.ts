import { and, asc, desc, eq, isNull, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { checkDays, type CheckDays, type Held } from '@cenacle/shared/threads/check-contract.ts';
import { visibleTo } from '../circles/queries.ts';
import { newId, rowsOf, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { outcomeChecks } from './check-schema.ts';
import { outcomes } from './outcome-schema.ts';
import { mine } from './queries.ts';
import { threads } from './schema.ts';

/** The day on which a closing was first written; beside a row of `outcomes`. */
export const closedOn = sql<string>`(select (min(f.created_at) at time zone 'UTC')::date::text from outcomes f
  where f.thread_id = ${outcomes.threadId} and f.closing = ${outcomes.closing})`;

/** Every answer to the questions of one closing, corrected ones too; beside a row of `outcomes`. */
export const checksOfClosing = (db: Db) =>
  rowsOf(
    db
      .select({
        days: outcomeChecks.days,
        version: outcomeChecks.version,
        answer: outcomeChecks.answer,
        line: outcomeChecks.line,
        createdAt: outcomeChecks.createdAt,
        supersededAt: outcomeChecks.supersededAt,
      })
      .from(outcomeChecks)
      .where(and(eq(outcomeChecks.threadId, outcomes.threadId), eq(outcomeChecks.closing, outcomes.closing)))
      .orderBy(asc(outcomeChecks.days), desc(outcomeChecks.version)),
  );

/** The last answer to a closing of a thread; null for none, and where the join found no thread that the reader reads. */
export const heldOf = (threadId: AnyColumn, closing: AnyColumn) =>
  sql<Held | null>`(select json_build_object('days', c.days, 'answer', c.answer) from outcome_checks c
    where c.thread_id = ${threadId} and c.closing = ${closing} and c.superseded_at is null order by c.days desc limit 1)`;

const [first, second, third] = checkDays;
/** The last question whose day has come, if it is asked: not those that had passed when the case was closed. */
const lastDue = (today: string) => sql<CheckDays | null>`(
  select due from (select case
      when ${outcomes.finishedOn} + ${third}::int <= ${today}::date then ${third}::int
      when ${outcomes.finishedOn} + ${second}::int <= ${today}::date then ${second}::int
      when ${outcomes.finishedOn} + ${first}::int <= ${today}::date then ${first}::int end as due) last
  where ${outcomes.finishedOn} + due > ${closedOn}::date)`;

/** Beside a row of `outcomes`: whether its author is asked and has not answered. */
const isUnanswered = (today: string): SQL => sql`(${lastDue(today)} is not null and not exists (
  select from outcome_checks c where c.thread_id = ${outcomes.threadId} and c.closing = ${outcomes.closing}
    and c.days = ${lastDue(today)}))`;

/** Threads whose author is asked whether the outcome held, and has not answered. */
export const hasDueCheck = (today: string): SQL => sql`exists (select from ${outcomes}
  where ${outcomes.threadId} = ${threads.id} and ${outcomes.supersededAt} is null and ${isUnanswered(today)})`;

/** What the member is asked about their own finished cases, the longest due first. */
export const selectDueChecks = (db: Db, member: SignedMember, today: string, limit: number) =>
  db
    .select({
      thread: { id: threads.id, title: threads.title, language: threads.language },
      days: lastDue(today),
      finishedOn: outcomes.finishedOn,
    })
    .from(threads)
    .innerJoin(outcomes, and(eq(outcomes.threadId, threads.id), isNull(outcomes.supersededAt)))
    .where(and(visibleTo(member, threads.audienceId), mine(db, member), isUnanswered(today)))
    .orderBy(sql`${outcomes.finishedOn} + ${lastDue(today)}`, asc(threads.id))
    .limit(limit);

type NewAnswer = Omit<typeof outcomeChecks.$inferInsert, 'id'>;

/** Puts the answer in the place of the one that stood. The thread's row must be locked. */
export async function insertAnswer(tx: Db, row: NewAnswer): Promise<void> {
  await tx
    .update(outcomeChecks)
    .set({ supersededAt: row.createdAt })
    .where(
      and(
        eq(outcomeChecks.threadId, row.threadId),
        eq(outcomeChecks.closing, row.closing),
        eq(outcomeChecks.days, row.days),
        isNull(outcomeChecks.supersededAt),
      ),
    );
  await tx.insert(outcomeChecks).values({ ...row, id: newId() });
}
