import { and, eq, inArray, sql } from 'drizzle-orm';
import type { CaseSheet } from '@cenacle/shared/threads/contract.ts';
import { mayRead } from '../circles/queries.ts';
import { audienceMembers, audiences } from '../circles/schema.ts';
import { newId, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import type { Rendered } from '../markdown/render.ts';
import { placeIn, posting, speaking, type NewPost, type Place } from './posting-queries.ts';
import { caseSheets, mentions, posts, postVersions, reads, threads, voiceMembers, voices } from './schema.ts';

/** Which of these ids are active members. */
export async function activeMembers(tx: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(inArray(members.id, ids), eq(members.state, 'active')));
  return new Set(rows.map((row) => row.id));
}

/** A new audience of exactly these members. */
export async function makeNamedAudience(tx: Db, memberIds: string[]): Promise<string> {
  const id = newId();
  await tx.insert(audiences).values({ id, kind: 'named' });
  await tx.insert(audienceMembers).values(memberIds.map((memberId) => ({ audienceId: id, memberId })));
  return id;
}

/** The member's voice under their own name in the thread, made when they first speak there. The thread must be locked. */
export async function voiceFor(tx: Db, memberId: string, threadId: string): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`with ${speaking(memberId, threadId)} select id from voice`,
  );
  const [voice] = rows;
  if (!voice) throw new Error('A voice was neither found nor made.');
  return voice.id;
}

export interface NewThread {
  id: string;
  voiceId: string;
  memberId: string;
  audienceId: string;
  kind: 'case' | 'discussion';
  title: string;
  language: 'fr' | 'en';
  tags: string[];
  sheet: CaseSheet | null;
  at: Date;
}

/** The thread with the voice that opens it, and its sheet; its first post comes with `insertPost`. */
export async function insertThread(tx: Db, row: NewThread): Promise<void> {
  await tx.insert(threads).values({
    id: row.id,
    audienceId: row.audienceId,
    kind: row.kind,
    title: row.title,
    language: row.language,
    tags: row.tags,
    authorVoiceId: row.voiceId,
    lastVoiceId: row.voiceId,
    lastPostAt: row.at,
    createdAt: row.at,
  });
  await tx.insert(voices).values({ id: row.voiceId, threadId: row.id, shownMemberId: row.memberId });
  await tx.insert(voiceMembers).values({ voiceId: row.voiceId, memberId: row.memberId });
  if (row.sheet) await tx.insert(caseSheets).values({ threadId: row.id, ...sheetColumns(row.sheet) });
}

const sheetColumns = (sheet: CaseSheet) => ({
  context: sheet.context,
  stuck: sheet.stuck,
  tried: sheet.tried,
  lookingFor: sheet.looking_for,
  notWanted: sheet.not_wanted,
  wantedBy: sheet.wanted_by,
});

/** Writes a thread's own fields anew and takes its next change number. The row must be locked. */
export async function rewriteThread(
  tx: Db,
  id: string,
  change: {
    title?: string | undefined;
    tags?: string[] | undefined;
    language?: 'fr' | 'en' | undefined;
    finishedAt?: Date | null | undefined;
    finishedBy?: string | null | undefined;
  },
  sheet: CaseSheet | null,
): Promise<number> {
  const [row] = await tx
    .update(threads)
    .set({ ...change, version: sql`${threads.version} + 1`, changeSeq: sql`${threads.changeSeq} + 1` })
    .where(eq(threads.id, id))
    .returning({ head: threads.changeSeq });
  if (sheet) await tx.update(caseSheets).set(sheetColumns(sheet)).where(eq(caseSheets.threadId, id));
  return row?.head ?? 0;
}

/** Asks the author of a case not before this day whether it has ended. The row must be locked. */
export async function putOff(tx: Db, id: string, until: string): Promise<void> {
  await tx.update(threads).set({ quietUntil: until }).where(eq(threads.id, id));
}

/** Appends a post of this voice; gives its position and the thread's head. The thread must be locked, or new. */
export async function insertPost(tx: Db, row: NewPost & { voiceId: string }): Promise<Place> {
  const { rows } = await tx.execute<Place>(
    sql`with ${posting(row, sql`${row.voiceId}::uuid`)} select position, head from moved`,
  );
  return placeIn(rows);
}

/** Takes the thread's next change number. The row must be locked. */
export async function nextChange(tx: Db, threadId: string): Promise<number> {
  const [row] = await tx
    .update(threads)
    .set({ changeSeq: sql`${threads.changeSeq} + 1` })
    .where(eq(threads.id, threadId))
    .returning({ head: threads.changeSeq });
  return row?.head ?? 0;
}

/** Gives a post its new text and keeps the old one in its history. */
export async function rewritePost(
  tx: Db,
  post: {
    id: string;
    threadId: string;
    version: number;
    source: string;
    voiceId: string;
    editedAt: Date | null;
    createdAt: Date;
  },
  next: { source: string; rendered: Rendered; rendererVersion: number; at: Date },
): Promise<number> {
  await tx.insert(postVersions).values({
    postId: post.id,
    version: post.version,
    source: post.source,
    voiceId: post.voiceId,
    at: post.editedAt ?? post.createdAt,
  });
  const head = await nextChange(tx, post.threadId);
  await tx
    .update(posts)
    .set({
      source: next.source,
      html: next.rendered.html,
      rendererVersion: next.rendererVersion,
      version: post.version + 1,
      editedAt: next.at,
      changeSeq: head,
    })
    .where(eq(posts.id, post.id));
  return head;
}

/** Leaves a tombstone: the texts, their history and the mentions go, the position stays. */
export async function buryPost(
  tx: Db,
  post: { id: string; threadId: string },
  memberId: string,
  at: Date,
): Promise<number> {
  const head = await nextChange(tx, post.threadId);
  await tx
    .update(posts)
    .set({ state: 'deleted', source: '', html: '', deletedAt: at, deletedBy: memberId, changeSeq: head })
    .where(eq(posts.id, post.id));
  await tx.delete(postVersions).where(eq(postVersions.postId, post.id));
  await tx.delete(mentions).where(eq(mentions.postId, post.id));
  await tx
    .update(threads)
    .set({ replyCount: sql`greatest(${threads.replyCount} - 1, 0)` })
    .where(eq(threads.id, post.threadId));
  return head;
}

/** Makes the mentions of a post that has been rewritten these members, as `addMentions` does; others go. */
export async function setMentions(
  tx: Db,
  post: { id: string; threadId: string; position: number },
  memberIds: string[],
  at: Date,
): Promise<string[]> {
  await tx
    .delete(mentions)
    .where(
      and(eq(mentions.postId, post.id), sql`${mentions.memberId} <> all(${sql.param(memberIds)}::uuid[])`),
    );
  return addMentions(tx, post, memberIds, at);
}

/**
 * Notes that the post names these members, of those who may read the thread. Someone who never opened the thread finds
 * this post unread. Gives those who are newly named.
 */
export async function addMentions(
  tx: Db,
  post: { id: string; threadId: string; position: number },
  memberIds: string[],
  at: Date,
): Promise<string[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    with added as (
      insert into mentions (post_id, member_id, thread_id, created_at)
      select ${post.id}::uuid, m.id, t.id, ${at.toISOString()}::timestamptz
      from members m join threads t on t.id = ${post.threadId}
      where m.id = any(${sql.param(memberIds)}::uuid[]) and ${mayRead(sql`m.id`, sql`t.audience_id`)}
      on conflict do nothing returning member_id
    ),
    noted as (
      insert into reads (member_id, thread_id, floor)
      select member_id, ${post.threadId}::uuid, ${post.position}::int - 1 from added on conflict do nothing
    )
    select member_id as id from added`);
  return rows.map(({ id }) => id);
}

/** Moves the member's mark: forward only, or exactly there when `back`. Gives the mark. */
export async function moveMark(
  db: Db,
  member: SignedMember,
  threadId: string,
  position: number,
  back: boolean,
  at: Date,
): Promise<number> {
  const to = back ? sql`${position}` : sql`greatest(${reads.position}, ${position})`;
  const [row] = await db
    .insert(reads)
    .values({ memberId: member.id, threadId, position, visitedAt: at })
    .onConflictDoUpdate({
      target: [reads.memberId, reads.threadId],
      set: {
        position: to,
        floor: back ? sql`least(${reads.floor}, ${position})` : sql`${reads.floor}`,
        visitedAt: at,
      },
    })
    .returning({ position: reads.position });
  return row?.position ?? position;
}

/** Begins a visit of Today at `at`, unless one is under way since `running`. */
export async function beginVisit(db: Db, memberId: string, at: Date, running: Date): Promise<void> {
  await db
    .update(members)
    .set({ visitedBefore: members.visitedAt, visitedAt: at })
    .where(
      and(
        eq(members.id, memberId),
        sql`(${members.visitedAt} is null or ${members.visitedAt} <= ${running.toISOString()})`,
      ),
    );
  await db.update(members).set({ visitedAt: at }).where(eq(members.id, memberId));
}
