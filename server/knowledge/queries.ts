import { and, count, desc, eq, inArray, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { benchmarks, evaluations, options } from '../benchmarks/schema.ts';
import { cardsOf } from '../cards/queries.ts';
import { cards, vouches } from '../cards/schema.ts';
import { visibleTo } from '../circles/queries.ts';
import { together, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { heldOf } from '../threads/check-queries.ts';
import { lessons } from '../threads/lesson-schema.ts';
import { outcomeProviders, outcomes, questions } from '../threads/outcome-schema.ts';
import { threads, voices } from '../threads/schema.ts';
import { knowledgePins } from './schema.ts';

/** Finished cases that the member reads, by the outcome that stands. */
const finished = (member: SignedMember): SQL | undefined =>
  and(visibleTo(member, threads.audienceId), isNull(outcomes.supersededAt), isNotNull(threads.finishedAt));

const tagged = (tag: string | undefined): SQL | undefined =>
  tag === undefined ? undefined : sql`${tag} = any(${threads.tags})`;

/** Tags of finished cases with how many there are and how many questions they left, most cases first. */
export function listKnowledge(db: Db, member: SignedMember, limit: number) {
  const tag = sql<string>`tag`;
  const cases = count();
  return db
    .select({
      tag,
      caseCount: cases,
      // By name: of a list that names no table, columns come without theirs.
      questionCount: sql`coalesce(sum((select count(*) from questions q where q.outcome_id = outcomes.id)
          + (select count(*) from lessons l where l.thread_id = threads.id and l.question <> '')), 0)`.mapWith(
        Number,
      ),
    })
    .from(
      sql`${threads} join ${outcomes} on ${outcomes.threadId} = ${threads.id} cross join unnest(${threads.tags}) as tag`,
    )
    .where(finished(member))
    .groupBy(tag)
    .orderBy(desc(cases), tag)
    .limit(limit);
}

const pinOf = (tag: string | undefined) =>
  sql<
    number | null
  >`(select ${knowledgePins.position} from ${knowledgePins} where ${knowledgePins.tag} = ${tag ?? ''}
    and ${knowledgePins.threadId} = ${threads.id})`;

/** Cases that open the tag in their order, then the last finished; one row beyond `limit`. */
export async function listFindings(
  db: Db,
  member: SignedMember,
  asked: {
    tag: string | undefined;
    limit: number;
    after: readonly [pin: number, finishedOn: string, id: string] | null;
  },
) {
  const { tag, limit, after } = asked;
  // Those that open the tag come first, by a rank that others share.
  const rank = sql<number>`coalesce(${pinOf(tag)}, 1000)`;
  return db
    .select({
      thread: { id: threads.id, title: threads.title, language: threads.language, tags: threads.tags },
      outcome: outcomes,
      held: heldOf(threads.id, outcomes.closing),
      author: { id: members.id, name: members.name, headline: members.headline },
      pin: pinOf(tag),
      rank,
    })
    .from(threads)
    .innerJoin(outcomes, eq(outcomes.threadId, threads.id))
    .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .where(
      and(
        finished(member),
        tagged(tag),
        after
          ? sql`(${rank}, - extract(epoch from ${outcomes.finishedOn}::timestamp), ${threads.id}) >
              (${after[0]}, - extract(epoch from ${after[1]}::timestamp), ${after[2]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(rank, desc(outcomes.finishedOn), threads.id)
    .limit(limit + 1);
}
export type FindingRow = Awaited<ReturnType<typeof listFindings>>[number];

/** Questions and chosen providers of outcomes, in their order, and the questions that participants left behind. */
export async function findDetails(db: Db, outcomeIds: string[]) {
  if (outcomeIds.length === 0) return { asked: [], added: [], chosen: [] };
  return together(db, {
    asked: db
      .select({ outcomeId: questions.outcomeId, text: questions.text })
      .from(questions)
      .where(inArray(questions.outcomeId, outcomeIds))
      .orderBy(questions.position),
    added: db
      .select({ outcomeId: outcomes.id, text: lessons.question })
      .from(lessons)
      .innerJoin(outcomes, eq(outcomes.threadId, lessons.threadId))
      .where(and(inArray(outcomes.id, outcomeIds), ne(lessons.question, '')))
      .orderBy(lessons.createdAt, lessons.id),
    chosen: db
      .select({
        outcomeId: outcomeProviders.outcomeId,
        provider: { id: providers.id, name: providers.name, kind: providers.kind },
      })
      .from(outcomeProviders)
      .innerJoin(providers, eq(providers.id, outcomeProviders.providerId))
      .where(inArray(outcomeProviders.outcomeId, outcomeIds)),
  });
}

/** Benchmarks opened from cases of the tag, or that compare what finished ones chose, newest first. */
export const listBenchmarksBeside = (db: Db, member: SignedMember, tag: string | undefined, limit: number) =>
  db
    .select({ id: benchmarks.id, need: benchmarks.need, state: benchmarks.state })
    .from(benchmarks)
    .where(
      and(
        visibleTo(member, benchmarks.audienceId),
        sql`(${benchmarks.threadId} in (select ${threads.id} from ${threads} where ${and(visibleTo(member, threads.audienceId), tagged(tag))})
          or exists (select 1 from ${options} join ${outcomeProviders} on ${outcomeProviders.providerId} = ${options.providerId}
            join ${outcomes} on ${outcomes.id} = ${outcomeProviders.outcomeId} join ${threads} on ${threads.id} = ${outcomes.threadId}
            where ${options.benchmarkId} = ${benchmarks.id} and ${options.retiredAt} is null and ${and(finished(member), tagged(tag))}))`,
      ),
    )
    .orderBy(desc(benchmarks.createdAt), desc(benchmarks.id))
    .limit(limit);

/** Those of the threads that the member reads, that are finished and carry the tag. */
export async function findPinnable(tx: Db, member: SignedMember, tag: string, ids: string[]) {
  if (ids.length === 0) return new Set<string>();
  const rows = await tx
    .select({ id: threads.id })
    .from(threads)
    .innerJoin(outcomes, eq(outcomes.threadId, threads.id))
    .where(and(finished(member), tagged(tag), inArray(threads.id, ids)));
  return new Set(rows.map(({ id }) => id));
}

/** Puts these cases in the place of those that opened the tag and that the member reads; others keep theirs, behind. */
export async function writePins(
  tx: Db,
  member: SignedMember,
  tag: string,
  ids: string[],
  createdAt: Date,
): Promise<void> {
  await tx
    .delete(knowledgePins)
    .where(
      and(
        eq(knowledgePins.tag, tag),
        sql`${knowledgePins.threadId} in (select ${threads.id} from ${threads} where ${visibleTo(member, threads.audienceId)})`,
      ),
    );
  if (ids.length > 0)
    await tx
      .insert(knowledgePins)
      .values(ids.map((threadId, i) => ({ tag, threadId, position: i + 1, pinnedBy: member.id, createdAt })));
}

/** What a member has done of which the reader may see, each list the latest first. */
export async function findWork(db: Db, reader: SignedMember, memberId: string, limit: number, now: Date) {
  const authored = and(finished(reader), eq(voices.shownMemberId, memberId));
  const judged = and(
    visibleTo(reader, benchmarks.audienceId),
    eq(evaluations.memberId, memberId),
    isNotNull(evaluations.submittedAt),
  );
  const vouched = and(cardsOf(reader, now), eq(vouches.memberId, memberId));
  const evaluationCount = count();
  const found = await together(db, {
    cases: db
      .select({
        id: threads.id,
        title: threads.title,
        finishedOn: outcomes.finishedOn,
        held: heldOf(threads.id, outcomes.closing),
      })
      .from(threads)
      .innerJoin(outcomes, eq(outcomes.threadId, threads.id))
      .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
      .where(authored)
      .orderBy(desc(outcomes.finishedOn), desc(threads.id))
      .limit(limit),
    caseCount: db
      .select({ n: count() })
      .from(threads)
      .innerJoin(outcomes, eq(outcomes.threadId, threads.id))
      .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
      .where(authored),
    evaluated: db
      .select({
        benchmark: { id: benchmarks.id, need: benchmarks.need, state: benchmarks.state },
        count: evaluationCount,
      })
      .from(evaluations)
      .innerJoin(benchmarks, eq(benchmarks.id, evaluations.benchmarkId))
      .where(judged)
      .groupBy(benchmarks.id, benchmarks.need, benchmarks.state)
      .orderBy(desc(sql`max(${evaluations.submittedAt})`), benchmarks.id)
      .limit(limit),
    evaluatedCount: db
      .select({ n: count() })
      .from(evaluations)
      .innerJoin(benchmarks, eq(benchmarks.id, evaluations.benchmarkId))
      .where(judged),
    given: db
      .select({ card: cards, provider: providers.name, forWhat: vouches.forWhat, at: vouches.createdAt })
      .from(vouches)
      .innerJoin(cards, eq(cards.id, vouches.cardId))
      .leftJoin(providers, eq(providers.id, cards.providerId))
      .where(vouched)
      .orderBy(desc(vouches.createdAt), vouches.id)
      .limit(limit),
    givenCount: db
      .select({ n: count() })
      .from(vouches)
      .innerJoin(cards, eq(cards.id, vouches.cardId))
      .where(vouched),
  });
  return {
    cases: found.cases,
    caseCount: found.caseCount[0]?.n ?? 0,
    evaluated: found.evaluated,
    evaluatedCount: found.evaluatedCount[0]?.n ?? 0,
    given: found.given,
    givenCount: found.givenCount[0]?.n ?? 0,
  };
}
