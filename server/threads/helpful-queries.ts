import { and, asc, eq, gt, inArray, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../database.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { helpfulPosts } from './helpful-schema.ts';
import { posts, voices } from './schema.ts';

/** Answers that stand in a thread which the caller has found for the reader, in reading order. */
const selectAnswers = (db: Db, threadId: string, where: SQL | undefined) =>
  db
    .select({
      id: posts.id,
      position: posts.position,
      voiceId: posts.voiceId,
      author: brief,
      html: posts.html,
      createdAt: posts.createdAt,
    })
    .from(posts)
    .innerJoin(voices, eq(voices.id, posts.voiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .where(and(eq(posts.threadId, threadId), eq(posts.state, 'shown'), gt(posts.position, 1), where))
    .orderBy(asc(posts.position));
export type AnswerRow = Awaited<ReturnType<typeof selectAnswers>>[number];

/** Those that helped. */
export const selectHelpful = (db: Db, threadId: string) =>
  selectAnswers(
    db,
    threadId,
    sql`${posts.id} in (select h.post_id from helpful_posts h where h.thread_id = ${threadId})`,
  );

/** Those behind a position; one row beyond `limit` tells that there are more. */
export const listAnswers = (db: Db, threadId: string, after: number, limit: number) =>
  selectAnswers(db, threadId, gt(posts.position, after)).limit(limit + 1);

/** Which of these are answers that stand in the thread. */
export async function findAnswers(tx: Db, threadId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        inArray(posts.id, ids),
        eq(posts.threadId, threadId),
        eq(posts.state, 'shown'),
        gt(posts.position, 1),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Makes these the answers that helped, of those that stand; hidden ones keep their mark. A post that came
 * from another thread with a mark is marked here anew. The thread's row must be locked. */
export async function setHelpful(tx: Db, threadId: string, ids: string[], at: Date): Promise<void> {
  await tx
    .delete(helpfulPosts)
    .where(
      and(
        eq(helpfulPosts.threadId, threadId),
        sql`${helpfulPosts.postId} in (select p.id from posts p where p.thread_id = ${threadId} and p.state = 'shown')`,
      ),
    );
  if (ids.length > 0)
    await tx
      .insert(helpfulPosts)
      .values(ids.map((postId) => ({ postId, threadId, createdAt: at })))
      .onConflictDoUpdate({ target: helpfulPosts.postId, set: { threadId } });
}
