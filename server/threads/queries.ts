import {
  and,
  arrayContains,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  sql,
  type AnyColumn,
  type SQL,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bookmarks } from './bookmark-schema.ts';
import { audienceMembers, audiences, circles } from '../circles/schema.ts';
import { audienceBrief, readerCount, visibleThread, visibleTo } from '../circles/queries.ts';
import { number, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import { audienceLevel, followed, ownLevel, tagLevel } from './follow-queries.ts';
import { hasPosted } from './lesson-queries.ts';
import { caseSheets, follows, reads, threads, voices } from './schema.ts';
import { firstNew, holdsUnread, mentionsMe, newCount, readMark, unreadCount } from './unread-queries.ts';
import { myVoices } from './voice-queries.ts';

const authorVoice = alias(voices, 'author_voice');
export const author = alias(members, 'author');
const lastVoice = alias(voices, 'last_voice');
export const lastAuthor = alias(members, 'last_author');

export const briefOf = <T extends Record<'id' | 'name' | 'headline', AnyColumn>>(
  t: T,
): Pick<T, 'id' | 'name' | 'headline'> => ({
  id: t.id,
  name: t.name,
  headline: t.headline,
});

export const mine = (db: Db, member: SignedMember) => inArray(threads.authorVoiceId, myVoices(db, member));

/** As the index is sorted: without `nulls last` all threads would be read and sorted, though none is null. */
const byLastPost = sql`${threads.lastPostAt} desc nulls last, ${threads.id} desc nulls last`;

/** Threads of a list with all that a row shows; `where` comes on top of what the member may see. */
export function selectRows(db: Db, member: SignedMember, where: SQL | undefined) {
  return db
    .select({
      thread: threads,
      audience: audienceBrief,
      author: briefOf(author),
      lastAuthor: briefOf(lastAuthor),
      wantedBy: caseSheets.wantedBy,
      unread: unreadCount(db, member),
      mentionsMe: mentionsMe(member),
    })
    .from(threads)
    .innerJoin(audiences, eq(audiences.id, threads.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .innerJoin(authorVoice, eq(authorVoice.id, threads.authorVoiceId))
    .leftJoin(author, eq(author.id, authorVoice.shownMemberId))
    .innerJoin(lastVoice, eq(lastVoice.id, threads.lastVoiceId))
    .leftJoin(lastAuthor, eq(lastAuthor.id, lastVoice.shownMemberId))
    .leftJoin(caseSheets, eq(caseSheets.threadId, threads.id))
    .leftJoin(reads, and(eq(reads.threadId, threads.id), eq(reads.memberId, member.id)))
    .leftJoinLateral(followed(member.id), sql`true`)
    .where(and(visibleTo(member, threads.audienceId), where))
    .orderBy(byLastPost);
}
export type ThreadListRow = Awaited<ReturnType<typeof selectRows>>[number];

export interface ThreadFilter {
  state?: 'open' | 'finished' | undefined;
  kind?: 'case' | 'discussion' | undefined;
  circleId?: string | undefined;
  tag?: string | undefined;
  mine?: boolean | undefined;
  unread?: boolean | undefined;
  /** What else they must be; beside the joins of `selectRows`. */
  only?: SQL | undefined;
}

/** Threads that the member may read, by their last post, newest first; one row beyond `limit` tells of a next page. */
export function listThreads(
  db: Db,
  member: SignedMember,
  filter: ThreadFilter,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<ThreadListRow[]> {
  const where = and(
    filter.state === 'open' ? isNull(threads.finishedAt) : undefined,
    filter.state === 'finished' ? isNotNull(threads.finishedAt) : undefined,
    filter.kind ? eq(threads.kind, filter.kind) : undefined,
    filter.circleId ? eq(audiences.circleId, filter.circleId) : undefined,
    filter.tag ? arrayContains(threads.tags, [filter.tag]) : undefined,
    filter.mine ? mine(db, member) : undefined,
    filter.unread ? holdsUnread(db, member) : undefined,
    filter.only,
    after
      ? or(lt(threads.lastPostAt, after.at), and(eq(threads.lastPostAt, after.at), lt(threads.id, after.id)))
      : undefined,
  );
  return selectRows(db, member, where).limit(limit + 1);
}

/** Who follows all of it: that somebody muted a thread is theirs alone to know. */
const followerCount = number(sql`select count(*) from ${follows} f
  where f.thread_id = ${threads.id} and f.level = 'everything'`);

/** The thread with all that its page shows of it, or null where the member may not see it. */
export async function findThread(db: Db, member: SignedMember, id: string) {
  const [row] = await db
    .select({
      thread: threads,
      sheet: caseSheets,
      audience: { ...audienceBrief, memberCount: readerCount },
      author: briefOf(author),
      mine: sql<boolean>`${threads.authorVoiceId} in ${myVoices(db, member)}`,
      readPosition: sql<number>`coalesce(${readMark}, 0)`,
      firstUnread: firstNew(db, member),
      unread: newCount(db, member),
      follow: ownLevel,
      tagLevel,
      audienceLevel,
      bookmarkId: bookmarks.id,
      followerCount,
      wrote: hasPosted(db, member),
    })
    .from(threads)
    .innerJoin(audiences, eq(audiences.id, threads.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .leftJoin(caseSheets, eq(caseSheets.threadId, threads.id))
    .innerJoin(authorVoice, eq(authorVoice.id, threads.authorVoiceId))
    .leftJoin(author, eq(author.id, authorVoice.shownMemberId))
    .leftJoin(reads, and(eq(reads.threadId, threads.id), eq(reads.memberId, member.id)))
    .leftJoinLateral(followed(member.id), sql`true`)
    .leftJoin(bookmarks, and(eq(bookmarks.threadId, threads.id), eq(bookmarks.memberId, member.id)))
    .where(and(eq(threads.id, id), visibleThread(member, threads)));
  return row ?? null;
}
export type ThreadPageRow = NonNullable<Awaited<ReturnType<typeof findThread>>>;

/** Members shown as having written in the thread, in order of their first post, and the readers of a named audience. */
export const listPeople = (db: Db, threadId: string, audienceId: string, limit: number) =>
  db
    .select({
      ...briefOf(author),
      reads: sql<boolean>`${audienceMembers.memberId} is not null`,
      writes: sql<boolean>`${voices.id} is not null`,
    })
    .from(author)
    .leftJoin(
      audienceMembers,
      and(eq(audienceMembers.memberId, author.id), eq(audienceMembers.audienceId, audienceId)),
    )
    .leftJoin(voices, and(eq(voices.shownMemberId, author.id), eq(voices.threadId, threadId)))
    .where(or(isNotNull(audienceMembers.memberId), isNotNull(voices.id)))
    .orderBy(voices.createdAt, author.id)
    .limit(limit);
export type PersonRow = Awaited<ReturnType<typeof listPeople>>[number];

/** Tags of the threads that the member may read, most used first, then by name. */
export function listTags(db: Db, member: SignedMember, beginning: string, limit: number) {
  const tag = sql<string>`tag`;
  return db
    .select({ tag, threadCount: count() })
    .from(sql`${threads} cross join unnest(${threads.tags}) as tag`)
    .where(
      and(
        visibleTo(member, threads.audienceId),
        sql`starts_with(public.fold(tag), public.fold(${beginning}))`,
      ),
    )
    .groupBy(tag)
    .orderBy(desc(count()), tag)
    .limit(limit);
}

/** The audience of a thread that the member may see, else null. */
export async function audienceOfThread(db: Db, member: SignedMember, id: string): Promise<string | null> {
  const [row] = await db
    .select({ audienceId: threads.audienceId })
    .from(threads)
    .where(and(eq(threads.id, id), visibleTo(member, threads.audienceId)));
  return row?.audienceId ?? null;
}

/** The change counter of a thread that the member may see, else null. */
export async function threadHead(db: Db, member: SignedMember, id: string): Promise<number | null> {
  return (await selectHead(db, member, id))[0]?.head ?? null;
}

/** The same with the position of the last post; no row where the member may not see the thread. */
export const selectHead = (db: Db, member: SignedMember, id: string) =>
  db
    .select({ head: threads.changeSeq, lastPosition: threads.lastPosition })
    .from(threads)
    .where(and(eq(threads.id, id), visibleThread(member, threads)));

/** The change counters of these threads, and who may see them: only for pages that watch them already. */
export async function threadHeads(db: Db, ids: string[]) {
  const rows = await db
    .select({ id: threads.id, head: threads.changeSeq, audienceId: threads.audienceId })
    .from(threads)
    .where(inArray(threads.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The thread locked for writing, through the member; null where they may not see it. Use inside a transaction. */
export async function lockThread(tx: Db, member: SignedMember, id: string) {
  const [row] = await tx
    .select({ thread: threads, mine: sql<boolean>`${threads.authorVoiceId} in ${myVoices(tx, member)}` })
    .from(threads)
    .where(and(eq(threads.id, id), visibleTo(member, threads.audienceId)))
    .for('no key update', { of: threads });
  return row ?? null;
}
export type LockedThread = NonNullable<Awaited<ReturnType<typeof lockThread>>>;

/** An audience that the member reads, else null. */
export async function findAudience(db: Db, member: SignedMember, id: string) {
  const [row] = await db
    .select({ id: audiences.id, kind: audiences.kind })
    .from(audiences)
    .where(and(eq(audiences.id, id), visibleTo(member, audiences.id)));
  return row ?? null;
}

/** How many threads each of these audiences has; those without any are left out. */
export async function countThreadsIn(db: Db, audienceIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ audienceId: threads.audienceId, n: count() })
    .from(threads)
    .where(inArray(threads.audienceId, audienceIds))
    .groupBy(threads.audienceId);
  return new Map(rows.map((row) => [row.audienceId, row.n]));
}
