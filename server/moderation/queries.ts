import { and, asc, desc, eq, gt, inArray, lt, ne, or, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { moderationActs } from '../audit/schema.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { visibleThread, visibleTo } from '../circles/queries.ts';
import { audiences, circleMembers } from '../circles/schema.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { myVoices } from '../threads/voice-queries.ts';
import { posts, threads, voices } from '../threads/schema.ts';
import { flags } from './schema.ts';

const flagger = alias(members, 'flagger');
const taker = alias(members, 'taker');
const author = alias(members, 'author');
const actor = alias(members, 'actor');
const concerned = alias(members, 'concerned');
const brief = <T extends Record<'id' | 'name' | 'headline', AnyColumn>>(
  t: T,
): Pick<T, 'id' | 'name' | 'headline'> => ({ id: t.id, name: t.name, headline: t.headline });

/** Flags with all that a queue shows of them; what of it the member may see is the view's to decide. */
const selectFlags = (db: Db, member: SignedMember) =>
  db
    .select({
      flag: flags,
      flagger: brief(flagger),
      taker: brief(taker),
      isTakerActive: sql<boolean>`coalesce(${taker.role} in ('moderator', 'admin') and ${taker.state} = 'active', false)`,
      author: brief(author),
      thread: { id: threads.id, title: threads.title },
      post: { id: posts.id, position: posts.position, state: posts.state, html: posts.html },
      readable: sql<boolean>`${visibleThread(member, threads)}`,
    })
    .from(flags)
    .innerJoin(flagger, eq(flagger.id, flags.flaggerId))
    .leftJoin(taker, eq(taker.id, flags.takenBy))
    .innerJoin(posts, eq(posts.id, flags.postId))
    .innerJoin(threads, eq(threads.id, flags.threadId))
    .innerJoin(voices, eq(voices.id, posts.voiceId))
    .leftJoin(author, eq(author.id, voices.shownMemberId));
export type FlagRow = Awaited<ReturnType<typeof selectFlags>>[number];

/** Flags that wait, the oldest first, or those that are done, the latest first; one row beyond `limit`. */
export function listFlags(
  db: Db,
  member: SignedMember,
  asked: { resolved: boolean; limit: number; after: string | null },
): Promise<FlagRow[]> {
  const { resolved, limit, after } = asked;
  const where = and(
    resolved ? eq(flags.state, 'resolved') : ne(flags.state, 'resolved'),
    after ? (resolved ? lt(flags.id, after) : gt(flags.id, after)) : undefined,
  );
  return selectFlags(db, member)
    .where(where)
    .orderBy(resolved ? desc(flags.id) : asc(flags.id))
    .limit(limit + 1);
}

export async function findFlag(db: Db, member: SignedMember, id: string): Promise<FlagRow | null> {
  const [row] = await selectFlags(db, member).where(eq(flags.id, id));
  return row ?? null;
}

/** The flag's own row, locked until the transaction ends. */
export async function lockFlag(tx: Db, id: string) {
  const [row] = await tx.select().from(flags).where(eq(flags.id, id)).for('update');
  return row ?? null;
}

/** One's own flags, the latest first; the thread only where one still reads it. */
export const listOwnFlags = (db: Db, member: SignedMember, limit: number, before: string | null) =>
  db
    .select({ flag: flags, thread: { id: threads.id, title: threads.title }, position: posts.position })
    .from(flags)
    .innerJoin(posts, eq(posts.id, flags.postId))
    .leftJoin(threads, and(eq(threads.id, flags.threadId), visibleTo(member, threads.audienceId)))
    .where(and(eq(flags.flaggerId, member.id), before ? lt(flags.id, before) : undefined))
    .orderBy(desc(flags.id))
    .limit(limit + 1);

/** Lines of the log; thread and position are null where the member does not read the thread. */
const selectActs = (db: Db, member: SignedMember, where: SQL | undefined, limit: number) =>
  db
    .select({
      act: moderationActs,
      actor: brief(actor),
      member: brief(concerned),
      provider: { id: providers.id, name: providers.name },
      thread: { id: threads.id, title: threads.title },
      position: posts.position,
    })
    .from(moderationActs)
    .innerJoin(actor, eq(actor.id, moderationActs.actorId))
    .leftJoin(concerned, eq(concerned.id, moderationActs.memberId))
    .leftJoin(providers, eq(providers.id, moderationActs.providerId))
    .leftJoin(threads, and(eq(threads.id, moderationActs.threadId), visibleThread(member, threads)))
    .leftJoin(posts, and(eq(posts.id, moderationActs.postId), eq(posts.threadId, threads.id)))
    .where(where)
    .orderBy(desc(moderationActs.id))
    .limit(limit);
export type ActRow = Awaited<ReturnType<typeof selectActs>>[number];

const before = (id: string | null) => (id ? lt(moderationActs.id, id) : undefined);

/** The whole log, the latest first; one row beyond `limit`. */
export const listActs = (db: Db, member: SignedMember, limit: number, after: string | null) =>
  selectActs(db, member, before(after), limit + 1);

/** What was done to the member, their threads and their posts, the latest first; one row beyond `limit`. */
export const listOwnActs = (db: Db, member: SignedMember, limit: number, after: string | null) =>
  selectActs(
    db,
    member,
    and(
      or(
        eq(moderationActs.memberId, member.id),
        sql`${moderationActs.postId} in (select id from posts p where p.voice_id in ${myVoices(db, member)})`,
        sql`(${moderationActs.postId} is null and ${moderationActs.threadId} in (select id from threads t where t.author_voice_id in ${myVoices(db, member)}))`,
      ),
      before(after),
    ),
    limit + 1,
  );

/** What was done in a thread, the latest first. The caller has made sure that the member reads it. */
export const listThreadActs = (db: Db, member: SignedMember, threadId: string, limit: number) =>
  selectActs(db, member, eq(moderationActs.threadId, threadId), limit);

/** Moderators to whom the thread is open for a flag alone, and since when. */
export const listVisitors = (db: Db, threadId: string) =>
  db
    .select({ member: brief(taker), since: sql<Date>`min(${flags.takenAt})`.mapWith(flags.takenAt) })
    .from(flags)
    .innerJoin(taker, eq(taker.id, flags.takenBy))
    .innerJoin(threads, eq(threads.id, flags.threadId))
    .innerJoin(audiences, eq(audiences.id, threads.audienceId))
    .where(
      and(
        eq(flags.threadId, threadId),
        eq(flags.state, 'taken'),
        ne(audiences.kind, 'all'),
        sql`not exists (select 1 from ${circleMembers} where ${circleMembers.circleId} = ${audiences.circleId}
          and ${circleMembers.memberId} = ${taker.id} and ${circleMembers.until} is null)`,
        sql`not exists (select 1 from audience_members am where am.audience_id = ${audiences.id} and am.member_id = ${taker.id})`,
      ),
    )
    .groupBy(taker.id, taker.name, taker.headline);

/** Whether the author of a thread, as its readers see them, is in the circle of an audience today. */
export async function isAuthorIn(tx: Db, threadId: string, audienceId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: circleMembers.memberId })
    .from(threads)
    .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
    .innerJoin(audiences, eq(audiences.id, audienceId))
    .innerJoin(
      circleMembers,
      and(
        eq(circleMembers.circleId, audiences.circleId),
        eq(circleMembers.memberId, voices.shownMemberId),
        sql`${circleMembers.until} is null`,
      ),
    )
    .where(eq(threads.id, threadId));
  return rows.length > 0;
}

/** The address and language of an active member, for a mail to them. */
export async function findRecipient(tx: Db, id: string) {
  const [row] = await tx
    .select({ email: members.email, language: members.language, role: members.role, state: members.state })
    .from(members)
    .where(eq(members.id, id));
  return row ?? null;
}

/** The thread and post to act on, found through the moderator and locked; null where they see neither. */
export async function lockPostFor(tx: Db, member: SignedMember, postId: string) {
  const [row] = await tx
    .select({ post: posts, thread: threads })
    .from(posts)
    .innerJoin(threads, eq(threads.id, posts.threadId))
    .where(and(eq(posts.id, postId), visibleThread(member, threads)))
    .for('no key update');
  return row ?? null;
}

/** The thread to act on, found through the moderator and locked; null where they do not see it. */
export async function lockThreadFor(tx: Db, member: SignedMember, id: string) {
  const [row] = await tx
    .select({ thread: threads })
    .from(threads)
    .where(and(eq(threads.id, id), visibleThread(member, threads)))
    .for('no key update');
  return row?.thread ?? null;
}

/** The post that is flagged, as its reader finds it. */
export async function findFlaggable(tx: Db, member: SignedMember, postId: string) {
  const [row] = await tx
    .select({ threadId: posts.threadId, voiceId: posts.voiceId })
    .from(posts)
    .innerJoin(threads, eq(threads.id, posts.threadId))
    .where(and(eq(posts.id, postId), eq(posts.state, 'shown'), visibleTo(member, threads.audienceId)));
  return row ?? null;
}

export const isOpenToAll = (audienceId: string): boolean => audienceId === allMembersAudienceId;

/** Threads of the member's audiences that carry the tag. */
export const lockTagged = (tx: Db, member: SignedMember, tag: string) =>
  tx
    .select({ id: threads.id, tags: threads.tags, audienceId: threads.audienceId })
    .from(threads)
    .where(and(visibleTo(member, threads.audienceId), sql`${tag} = any(${threads.tags})`))
    .orderBy(threads.id)
    .for('no key update');

/** Moderators and admins who are active: whom the queue concerns. */
export async function listModerators(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: members.id })
    .from(members)
    .where(and(inArray(members.role, ['moderator', 'admin']), eq(members.state, 'active')));
  return rows.map(({ id }) => id);
}
