import { and, eq, exists, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { ThreadTodo } from '@cenacle/shared/threads/contract.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { hasDueCheck } from './check-queries.ts';
import { dayAfter } from './days.ts';
import { followLevel, mutedVoices } from './follow-queries.ts';
import { mine } from './queries.ts';
import { caseSheets, mentions, posts, threads } from './schema.ts';
import { holdsUnread, mentionsMe, notMuted } from './unread-queries.ts';
import { myVoices } from './voice-queries.ts';

// What is left to do with a thread, in rows of `selectRows`. Today and the filters of the list ask the same.

/** "Wanted by" counts as waiting for me from so many days before. */
const soonDays = 3;
/** Whoever was named in an open thread and has read it, is waited for so long; afterwards it was no question. */
const mentionDays = 14;
/** A case in which nobody has written for so long may have ended without anybody saying so. */
const quietDays = 21;

/** Posts of the member's own in the thread. */
const written = (db: Db, member: SignedMember, behind?: SQL) =>
  db
    .select({ one: sql`1` })
    .from(posts)
    .where(and(eq(posts.threadId, threads.id), inArray(posts.voiceId, myVoices(db, member)), behind));

/** Named in an open thread by a post that they have not answered with one of theirs; mutes apply. */
const isAsked = (db: Db, member: SignedMember, today: string): SQL => sql`(${notMuted}
  and ${threads.finishedAt} is null and ${threads.lockedAt} is null and exists (
    select 1 from ${mentions} join ${posts} asking on asking.id = ${mentions.postId}
    where ${mentions.threadId} = ${threads.id} and ${mentions.memberId} = ${member.id} and asking.state = 'shown'
      and asking.created_at >= ${dayAfter(today, -mentionDays)}::date
      and asking.voice_id not in ${mutedVoices(member.id)}
      and not exists ${written(db, member, sql`${posts.position} > asking.position`)}))`;

/**
 * Why a thread waits for the member: a post names them that they have not read, or in an open thread not answered; an
 * answer is wanted soon in one that they follow and have not written in; their own has answers that they have not read.
 */
export const waitsBecause = (db: Db, member: SignedMember, today: string) => ({
  mention: or(mentionsMe(member), isAsked(db, member, today)),
  wanted_by: and(
    isNull(threads.finishedAt),
    sql`${caseSheets.wantedBy} between ${today} and ${dayAfter(today, soonDays)}`,
    sql`${followLevel} = 'everything'`,
    sql`not ${exists(written(db, member))}`,
  ),
  answers: and(mine(db, member), holdsUnread(db, member)),
});

/** Own open cases in which nobody has written for a while, and whose end was not put off. */
export const isQuiet = (db: Db, member: SignedMember, today: string): SQL | undefined =>
  and(
    mine(db, member),
    eq(threads.kind, 'case'),
    isNull(threads.finishedAt),
    lt(threads.lastPostAt, sql`${dayAfter(today, -quietDays)}::date`),
    sql`coalesce(${threads.quietUntil} <= ${today}::date, true)`,
  );

/** Whether this is left to do, on this day of the member's. */
export function isTodo(db: Db, member: SignedMember, todo: ThreadTodo, today: string): SQL | undefined {
  if (todo === 'check') return and(mine(db, member), hasDueCheck(today));
  if (todo === 'waiting') return or(...Object.values(waitsBecause(db, member, today)));
  return and(eq(threads.kind, 'case'), isNull(threads.finishedAt), lt(caseSheets.wantedBy, today));
}
