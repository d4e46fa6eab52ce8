import { and, count, eq, exists, gt, sql, type SQL } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import { number, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { mentions, posts, reads, threads } from './schema.ts';
import { myVoices } from './voice-queries.ts';

// What is unread for a member, in rows of `threads` beside their mark in `reads`, if they have one.

/** The last post that the member has read or need not read. */
export const readMark = sql<number>`greatest(${reads.position}, ${reads.floor})`;

/** The one rule of which posts are unread: shown, behind the mark, and not the member's own. */
const isUnread = (db: Db, member: SignedMember): SQL => sql`(${posts.threadId} = ${threads.id}
  and ${posts.position} > ${readMark} and ${posts.state} = 'shown' and ${posts.voiceId} not in ${myVoices(db, member)})`;

/** How many posts are unread: 0 where the member neither follows nor visited. */
export const unreadCount = (db: Db, member: SignedMember) =>
  number(sql`case when ${reads.memberId} is null or ${threads.lastPosition} <= ${readMark} then 0 else (
    select count(*) from ${posts} where ${isUnread(db, member)}) end`);

/** The position of the first unread post, or null. */
export const firstUnread = (db: Db, member: SignedMember) =>
  sql<number | null>`case when ${reads.memberId} is null then null else (
    select min(${posts.position}) from ${posts} where ${isUnread(db, member)}) end`;

/** Whether there is any, beside a mark of the member's. */
export function holdsUnread(db: Db, member: SignedMember): SQL | undefined {
  const newer = db
    .select({ one: sql`1` })
    .from(posts)
    .where(isUnread(db, member));
  return and(gt(threads.lastPosition, readMark), exists(newer));
}

/** Whether an unread post of the thread names the member. */
export const mentionsMe = (member: SignedMember) =>
  sql<boolean>`exists (select 1 from ${mentions} join ${posts} on ${posts.id} = ${mentions.postId}
    where ${mentions.threadId} = ${threads.id} and ${mentions.memberId} = ${member.id}
      and ${posts.state} = 'shown' and ${posts.position} > coalesce(${readMark}, 0))`;

/** The threads that hold something unread for the member, of those that they may read. */
export const unreadThreads = (db: Db, member: SignedMember): SQL | undefined =>
  and(eq(reads.memberId, member.id), visibleTo(member, threads.audienceId), holdsUnread(db, member));

/** Counts them. */
export const selectUnreadThreads = (db: Db, member: SignedMember) =>
  db
    .select({ n: count() })
    .from(reads)
    .innerJoin(threads, eq(threads.id, reads.threadId))
    .where(unreadThreads(db, member));
