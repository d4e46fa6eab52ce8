import { and, asc, count, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Held } from '@cenacle/shared/threads/check-contract.ts';
import { visibleTo } from '../circles/queries.ts';
import { newId, rowsOf, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { checksOfClosing, closedOn, heldOf } from './check-queries.ts';
import { briefOf } from './queries.ts';
import { outcomeProviders, outcomes, questions } from './outcome-schema.ts';
import { threads, voices } from './schema.ts';

const reviserVoice = alias(voices, 'reviser_voice');
const reviser = alias(members, 'reviser');

/** The outcomes that a thread has had, newest first, of threads that the caller has found for the reader. */
export const listOutcomes = (db: Db, threadId: string, standingOnly: boolean) =>
  db
    .select({
      outcome: outcomes,
      author: brief,
      providers: rowsOf(
        db
          .select({ id: providers.id, name: providers.name, kind: providers.kind })
          .from(outcomeProviders)
          .innerJoin(providers, eq(providers.id, outcomeProviders.providerId))
          .where(eq(outcomeProviders.outcomeId, outcomes.id))
          .orderBy(asc(outcomeProviders.position)),
      ),
      questions: rowsOf(
        db
          .select({ id: questions.id, text: questions.text })
          .from(questions)
          .where(eq(questions.outcomeId, outcomes.id))
          .orderBy(asc(questions.position)),
      ),
      closedOn,
      checks: checksOfClosing(db),
      isLast: sql<boolean>`not exists (select from outcomes n where n.thread_id = ${outcomes.threadId}
        and n.closing = ${outcomes.closing} and n.revision > ${outcomes.revision})`,
      supersededBy: briefOf(reviser),
    })
    .from(outcomes)
    .innerJoin(voices, eq(voices.id, outcomes.voiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .leftJoin(reviserVoice, eq(reviserVoice.id, outcomes.supersededVoiceId))
    .leftJoin(reviser, eq(reviser.id, reviserVoice.shownMemberId))
    .where(and(eq(outcomes.threadId, threadId), standingOnly ? isNull(outcomes.supersededAt) : undefined))
    .orderBy(desc(outcomes.revision));
export type OutcomeRow = Awaited<ReturnType<typeof listOutcomes>>[number];

/** How many outcomes of a thread are in its history. */
export const countEarlier = (db: Db, threadId: string) =>
  db
    .select({ n: count() })
    .from(outcomes)
    .where(and(eq(outcomes.threadId, threadId), isNotNull(outcomes.supersededAt)));

/** The numbers of the last outcome of a thread, superseded or not, and of its closing; 0 before the first. */
export async function lastOutcome(tx: Db, threadId: string): Promise<{ revision: number; closing: number }> {
  const [row] = await tx
    .select({ revision: outcomes.revision, closing: outcomes.closing })
    .from(outcomes)
    .where(eq(outcomes.threadId, threadId))
    .orderBy(desc(outcomes.revision))
    .limit(1);
  return row ?? { revision: 0, closing: 0 };
}

/** Puts the standing outcome of a thread into its history, in the name of this voice. */
export async function supersedeOutcome(tx: Db, threadId: string, voiceId: string, at: Date): Promise<void> {
  await tx
    .update(outcomes)
    .set({ supersededAt: at, supersededVoiceId: voiceId })
    .where(and(eq(outcomes.threadId, threadId), isNull(outcomes.supersededAt)));
}

/** An outcome with the providers chosen and the questions, in their order; gives its id. The thread's row must be locked. */
export async function insertOutcome(
  tx: Db,
  row: Omit<typeof outcomes.$inferInsert, 'id'>,
  providerIds: string[],
  questionTexts: string[],
): Promise<string> {
  const outcomeId = newId();
  await tx.insert(outcomes).values({ ...row, id: outcomeId });
  if (providerIds.length > 0)
    await tx
      .insert(outcomeProviders)
      .values(providerIds.map((providerId, position) => ({ outcomeId, providerId, position })));
  if (questionTexts.length > 0)
    await tx
      .insert(questions)
      .values(questionTexts.map((text, position) => ({ id: newId(), outcomeId, position, text })));
  return outcomeId;
}

/** Finished cases that chose the provider, of those that the member reads, the last finished first. */
export const listCasesOfProvider = async (
  db: Db,
  member: SignedMember,
  providerId: string,
  limit: number,
): Promise<{ id: string; title: string; finishedAt: Date; held: Held | null }[]> => {
  const rows = await db
    .select({
      id: threads.id,
      title: threads.title,
      finishedAt: threads.finishedAt,
      held: heldOf(threads.id, outcomes.closing),
    })
    .from(threads)
    .innerJoin(outcomes, and(eq(outcomes.threadId, threads.id), isNull(outcomes.supersededAt)))
    .innerJoin(outcomeProviders, eq(outcomeProviders.outcomeId, outcomes.id))
    .where(
      and(
        eq(outcomeProviders.providerId, providerId),
        visibleTo(member, threads.audienceId),
        isNotNull(threads.finishedAt),
      ),
    )
    .orderBy(desc(threads.finishedAt), desc(threads.id))
    .limit(limit);
  return rows.flatMap(({ finishedAt, ...row }) => (finishedAt ? [{ ...row, finishedAt }] : []));
};

/** Leads the choices of one provider to another; an outcome that chose both keeps one. */
export async function moveChoices(tx: Db, fromId: string, toId: string): Promise<void> {
  const other = alias(outcomeProviders, 'other');
  await tx.delete(outcomeProviders).where(
    and(
      eq(outcomeProviders.providerId, fromId),
      sql`exists (select 1 from ${outcomeProviders} as ${other} where ${other.outcomeId} = ${outcomeProviders.outcomeId}
        and ${other.providerId} = ${toId})`,
    ),
  );
  await tx.update(outcomeProviders).set({ providerId: toId }).where(eq(outcomeProviders.providerId, fromId));
}

/** The titles of those of the threads that the member reads, by id. */
export async function titlesOf(db: Db, member: SignedMember, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: threads.id, title: threads.title })
    .from(threads)
    .where(and(inArray(threads.id, ids), visibleTo(member, threads.audienceId)));
  return new Map(rows.map(({ id, title }) => [id, title]));
}
