import { and, arrayContains, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { ThreadKind } from '@cenacle/shared/threads/contract.ts';
import { visibleThread } from '../circles/queries.ts';
import { audiences } from '../circles/schema.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { followed } from './follow-queries.ts';
import { reads, threads } from './schema.ts';
import { firstUnread, readMark, unreadThreads } from './unread-queries.ts';

/**
 * The unread thread behind this one in the order of the list (last post, newest first), or from its top again where none
 * is behind; never this one itself. Without one, or with one that the member does not see, the first of the list.
 */
export async function findNextUnread(db: Db, member: SignedMember, fromId: string | null) {
  const here = (id: string) =>
    db
      .select({ at: threads.lastPostAt, id: threads.id })
      .from(threads)
      .where(and(eq(threads.id, id), visibleThread(member, threads)));
  const behindFirst = fromId
    ? [sql`(${threads.lastPostAt}, ${threads.id}) < (select * from ${here(fromId)} here) desc nulls last`]
    : [];
  const [row] = await db
    .select({ id: threads.id, read: readMark, firstUnread: firstUnread(db, member) })
    .from(reads)
    .innerJoin(threads, eq(threads.id, reads.threadId))
    .leftJoinLateral(followed(member.id), sql`true`)
    .where(and(unreadThreads(db, member), fromId ? ne(threads.id, fromId) : undefined))
    .orderBy(...behindFirst, desc(threads.lastPostAt), desc(threads.id))
    .limit(1);
  return row ?? null;
}

/** What a list of unread threads is narrowed to. */
export interface Narrowing {
  kind?: ThreadKind | undefined;
  circleId?: string | undefined;
  tag?: string | undefined;
}

/**
 * Marks every unread thread of the member under this narrowing read to its end, in one statement that keeps the marks as
 * they were under this id. Gives how many.
 */
export async function sweepUnread(
  db: Db,
  member: SignedMember,
  sweepId: string,
  narrowing: Narrowing,
): Promise<number> {
  const ofCircle = (circleId: string) =>
    db.select({ id: audiences.id }).from(audiences).where(eq(audiences.circleId, circleId));
  const unread = db
    .select({ id: threads.id })
    .from(reads)
    .innerJoin(threads, eq(threads.id, reads.threadId))
    .leftJoinLateral(followed(member.id), sql`true`)
    .where(
      and(
        unreadThreads(db, member),
        narrowing.kind ? eq(threads.kind, narrowing.kind) : undefined,
        narrowing.tag ? arrayContains(threads.tags, [narrowing.tag]) : undefined,
        narrowing.circleId ? inArray(threads.audienceId, ofCircle(narrowing.circleId)) : undefined,
      ),
    );
  const { rowCount } = await db
    .update(reads)
    .set({ sweepId, sweptFrom: sql`${reads.position}`, position: sql`${threads.lastPosition}` })
    .from(threads)
    .where(and(eq(reads.memberId, member.id), eq(threads.id, reads.threadId), inArray(threads.id, unread)));
  return rowCount ?? 0;
}

/** Gives the marks that a sweep moved back exactly what they were; how many, 0 where there is no such sweep of the member. */
export async function undoSweep(db: Db, member: SignedMember, sweepId: string): Promise<number> {
  const { rowCount } = await db
    .update(reads)
    .set({ position: sql`${reads.sweptFrom}`, sweepId: null, sweptFrom: null })
    .where(and(eq(reads.memberId, member.id), eq(reads.sweepId, sweepId)));
  return rowCount ?? 0;
}
