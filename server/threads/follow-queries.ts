import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { FollowLevel } from '@cenacle/shared/threads/contract.ts';
import { audienceBrief, mayRead, visibleTo } from '../circles/queries.ts';
import { audiences, circles } from '../circles/schema.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief, byName } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { audienceFollows, mutes, tagFollows } from './follow-schema.ts';

import { follows, reads, threads, voices } from './schema.ts';

/**
 * How closely a member follows each row of `threads`, joined to it laterally as `followed`: their own choice for the
 * thread, else the closest for its tags, else the one for its audience; `level` is the first of them, null where they
 * chose nothing. One row for each thread, made once (`offset 0`), since what is unread asks for it at every post.
 */
export const followed = (memberId: string | SQL): SQL => sql`(
  select own, tagged, placed, coalesce(own, tagged, placed) as level from (select
    (select f.level from ${follows} f where f.member_id = ${memberId} and f.thread_id = ${threads.id}) as own,
    -- The levels are in the order of their letters, the closest first.
    (select min(f.level) from ${tagFollows} f where f.member_id = ${memberId} and f.tag = any(${threads.tags})) as tagged,
    (select f.level from ${audienceFollows} f
      where f.member_id = ${memberId} and f.audience_id = ${threads.audienceId}) as placed
    offset 0) chosen) followed`;

type Level = FollowLevel | null;
/** Columns of `followed`. */
export const followLevel = sql<Level>`followed.level`;
export const ownLevel = sql<Level>`followed.own`;
export const tagLevel = sql<Level>`followed.tagged`;
export const audienceLevel = sql<Level>`followed.placed`;

/** Voices that show themselves as members whom this one has muted. Who speaks without a name is heard: else muting would name them. */
export const mutedVoices = (memberId: string): SQL => sql`(select v.id from ${voices} v
  join ${mutes} m on m.muted_id = v.shown_member_id where m.member_id = ${memberId})`;

/** What a thread holds from before the member joined never counts as unread. */
export const floorOf = (memberId: string, threadId: string): SQL => sql`coalesce((
  select max(p.position) from posts p join members m on m.id = ${memberId}
  where p.thread_id = ${threadId} and p.created_at <= coalesce(m.joined_at, m.created_at)), 0)`;

/**
 * Part of a statement that wrote a post at `position`: those who follow everything under its thread's tags or audience, and
 * never opened it, find this post unread. Its writer is left out, whose own mark another part writes.
 */
export const newsForFollowers = (writerId: string, threadId: string, position: SQL): SQL => sql`
  told as (
    insert into reads (member_id, thread_id, floor)
    select distinct f.member_id, t.id, ${position} - 1
    from ${threads} t join (
      select member_id, audience_id, null as tag from ${audienceFollows} where level = 'everything'
      union all select member_id, null, tag from ${tagFollows} where level = 'everything'
    ) f on f.audience_id = t.audience_id or f.tag = any(t.tags)
    where t.id = ${threadId} and f.member_id <> ${writerId} and ${mayRead(sql`f.member_id`, sql`t.audience_id`)}
    on conflict do nothing
  )`;

/**
 * Follows a thread at this level; null takes the choice back. Who follows without having read gets a floor: what was
 * written before they joined never counts as unread.
 */
export async function setFollow(db: Db, memberId: string, threadId: string, level: Level): Promise<void> {
  if (!level) {
    await db.delete(follows).where(and(eq(follows.memberId, memberId), eq(follows.threadId, threadId)));
    return;
  }
  await db
    .insert(follows)
    .values({ memberId, threadId, level })
    .onConflictDoUpdate({ target: [follows.memberId, follows.threadId], set: { level } });
  // Muting a thread that one never opened is no visit of it.
  if (level === 'nothing') return;
  await db
    .insert(reads)
    .values({ memberId, threadId, floor: floorOf(memberId, threadId) })
    .onConflictDoNothing();
}

/** Follows the threads of an audience at this level; null takes the choice back. */
export async function setAudienceFollow(db: Db, memberId: string, audienceId: string, level: Level) {
  const mine = and(eq(audienceFollows.memberId, memberId), eq(audienceFollows.audienceId, audienceId));
  if (!level) return db.delete(audienceFollows).where(mine);
  return db
    .insert(audienceFollows)
    .values({ memberId, audienceId, level })
    .onConflictDoUpdate({ target: [audienceFollows.memberId, audienceFollows.audienceId], set: { level } });
}

/** The same for a tag, as it is written in threads. */
export async function setTagFollow(db: Db, memberId: string, tag: string, level: Level) {
  const mine = and(eq(tagFollows.memberId, memberId), eq(tagFollows.tag, tag));
  if (!level) return db.delete(tagFollows).where(mine);
  return db
    .insert(tagFollows)
    .values({ memberId, tag, level })
    .onConflictDoUpdate({ target: [tagFollows.memberId, tagFollows.tag], set: { level } });
}

/** Mutes a member for this one, or hears them again. */
export async function setMute(db: Db, memberId: string, mutedId: string, muted: boolean) {
  if (muted) return db.insert(mutes).values({ memberId, mutedId }).onConflictDoNothing();
  return db.delete(mutes).where(and(eq(mutes.memberId, memberId), eq(mutes.mutedId, mutedId)));
}

/** What the member chose for audiences that they read, by name, all members first. */
export const listAudienceFollows = (db: Db, member: SignedMember) =>
  db
    .select({ audience: audienceBrief, level: audienceFollows.level })
    .from(audienceFollows)
    .innerJoin(audiences, eq(audiences.id, audienceFollows.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .where(and(eq(audienceFollows.memberId, member.id), visibleTo(member, audiences.id)))
    .orderBy(sql`${circles.name} collate "und-x-icu" nulls first`, audiences.id);

/** What the member chose for tags, by name. */
export const listTagFollows = (db: Db, member: SignedMember) =>
  db
    .select({ tag: tagFollows.tag, level: tagFollows.level })
    .from(tagFollows)
    .where(eq(tagFollows.memberId, member.id))
    .orderBy(asc(sql`${tagFollows.tag} collate "und-x-icu"`), asc(tagFollows.tag));

/** Whom the member has muted, by name. */
export const listMuted = (db: Db, member: SignedMember) =>
  db
    .select(brief)
    .from(mutes)
    .innerJoin(members, eq(members.id, mutes.mutedId))
    .where(eq(mutes.memberId, member.id))
    .orderBy(byName, members.id);
