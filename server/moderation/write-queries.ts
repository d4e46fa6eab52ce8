import { eq, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { lessons } from '../threads/lesson-schema.ts';
import { posts, threads } from '../threads/schema.ts';
import { flags } from './schema.ts';

export async function insertFlag(tx: Db, row: typeof flags.$inferInsert): Promise<void> {
  await tx.insert(flags).values(row);
}

export async function updateFlag(
  tx: Db,
  id: string,
  change: Partial<typeof flags.$inferInsert>,
): Promise<void> {
  await tx.update(flags).set(change).where(eq(flags.id, id));
}

/** Changes a thread's own columns and gives its new head. The row must be locked. */
export async function changeThread(
  tx: Db,
  id: string,
  change: { lockedAt?: Date | null; audienceId?: string; tags?: string[]; replyCount?: number },
): Promise<number> {
  const [row] = await tx
    .update(threads)
    .set({ ...change, version: sql`${threads.version} + 1`, changeSeq: sql`${threads.changeSeq} + 1` })
    .where(eq(threads.id, id))
    .returning({ head: threads.changeSeq });
  return row?.head ?? 0;
}

/** The thread of a lesson, or null where there is none; whether the moderator sees it is the thread's matter. */
export async function threadOfLesson(tx: Db, lessonId: string): Promise<string | null> {
  const [row] = await tx.select({ threadId: lessons.threadId }).from(lessons).where(eq(lessons.id, lessonId));
  return row?.threadId ?? null;
}

/** Takes a lesson out; false where it is gone. Its thread must be locked. */
export async function eraseLesson(tx: Db, lessonId: string): Promise<boolean> {
  const gone = await tx.delete(lessons).where(eq(lessons.id, lessonId)).returning({ id: lessons.id });
  return gone.length > 0;
}

/** Takes a post out of sight or brings it back, and counts it so; gives the thread's new head. Both must be locked. */
export async function setHidden(
  tx: Db,
  post: { id: string; threadId: string; position: number },
  hidden: boolean,
): Promise<number> {
  const step = post.position > 1 ? (hidden ? -1 : 1) : 0;
  const [row] = await tx
    .update(threads)
    .set({
      changeSeq: sql`${threads.changeSeq} + 1`,
      replyCount: sql`greatest(${threads.replyCount} + ${step}, 0)`,
    })
    .where(eq(threads.id, post.threadId))
    .returning({ head: threads.changeSeq });
  const head = row?.head ?? 0;
  await tx
    .update(posts)
    .set({ state: hidden ? 'hidden' : 'shown', changeSeq: head })
    .where(eq(posts.id, post.id));
  return head;
}
