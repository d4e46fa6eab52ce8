import { and, count, eq, exists, gt, sql, type SQL } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import { number, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { followed, followLevel, mutedVoices } from './follow-queries.ts';
import { mentions, posts, reads, threads } from './schema.ts';
import { myVoices } from './voice-queries.ts';

// What is unread for a member, in rows of `threads` beside their mark in `reads`, if any, and how they follow them (`followed`).

/** The last post that the member has read or need not read. */
export const readMark = sql<number>`greatest(${reads.position}, ${reads.floor})`;

/** Whether the member has not muted the thread, by itself or by its tags or audience. */
export const notMuted = sql`${followLevel} is distinct from 'nothing'`;

/** Whose posts are never unread: the member's own, and those of whom they have muted. */
const unheard = (db: Db, member: SignedMember): SQL =>
  sql`(${posts.voiceId} in ${myVoices(db, member)} or ${posts.voiceId} in ${mutedVoices(member.id)})`;

/** Posts that the member has not read: shown, behind the mark, by others whom they hear. */
const isNew = (db: Db, member: SignedMember): SQL => sql`(${posts.threadId} = ${threads.id}
  and ${posts.position} > ${readMark} and ${posts.state} = 'shown' and not ${unheard(db, member)})`;

/** The one rule of which of them count as unread: by the level at which the member follows the thread. */
const isUnread = (db: Db, member: SignedMember): SQL => sql`(${isNew(db, member)} and ${notMuted}
  and (${followLevel} is distinct from 'mentions' or exists (select 1 from ${mentions}
    where ${mentions.postId} = ${posts.id} and ${mentions.memberId} = ${member.id})))`;

const countOf = (which: SQL) =>
  number(sql`case when ${reads.memberId} is null or ${threads.lastPosition} <= ${readMark} then 0 else (
    select count(*) from ${posts} where ${which}) end`);

const firstOf = (which: SQL) =>
  sql<number | null>`case when ${reads.memberId} is null then null else (
    select min(${posts.position}) from ${posts} where ${which}) end`;

/** How many posts are unread, for lists: 0 where the member neither follows nor visited. */
export const unreadCount = (db: Db, member: SignedMember) => countOf(isUnread(db, member));

/** The position of the first unread post, or null. */
export const firstUnread = (db: Db, member: SignedMember) => firstOf(isUnread(db, member));

/** The same for the thread's own page, which opens where the reader left off at whatever level they follow it. */
export const newCount = (db: Db, member: SignedMember) => countOf(isNew(db, member));
export const firstNew = (db: Db, member: SignedMember) => firstOf(isNew(db, member));

/** Whether there is any unread post, beside a mark of the member's. */
export function holdsUnread(db: Db, member: SignedMember): SQL | undefined {
  const newer = db
    .select({ one: sql`1` })
    .from(posts)
    .where(isUnread(db, member));
  return and(gt(threads.lastPosition, readMark), exists(newer));
}

/** Whether an unread post of the thread names the member, who has not muted it. */
export const mentionsMe = (member: SignedMember) =>
  sql<boolean>`(${notMuted} and exists (select 1 from ${mentions} join ${posts} on ${posts.id} = ${mentions.postId}
    where ${mentions.threadId} = ${threads.id} and ${mentions.memberId} = ${member.id}
      and ${posts.state} = 'shown' and ${posts.position} > coalesce(${readMark}, 0)
      and ${posts.voiceId} not in ${mutedVoices(member.id)}))`;

/** The threads that hold something unread for the member, of those that they may read. */
export const unreadThreads = (db: Db, member: SignedMember): SQL | undefined =>
  and(eq(reads.memberId, member.id), visibleTo(member, threads.audienceId), holdsUnread(db, member));

/** Counts them. */
export const selectUnreadThreads = (db: Db, member: SignedMember) =>
  db
    .select({ n: count() })
    .from(reads)
    .innerJoin(threads, eq(threads.id, reads.threadId))
    .leftJoinLateral(followed(member.id), sql`true`)
    .where(unreadThreads(db, member));
