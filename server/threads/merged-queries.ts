import { and, desc, eq, lte } from 'drizzle-orm';
import { visibleThread } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { mergedPosts } from './merged-schema.ts';
import { posts, threads } from './schema.ts';

/**
 * Where the post now stands that was at this position of a thread since merged into another, or the last one before it;
 * null where there is no such thread, or its posts are in one that the member may not see.
 */
export async function findPlace(db: Db, member: SignedMember, threadId: string, position: number) {
  const [row] = await db
    .select({ threadId: posts.threadId, position: posts.position })
    .from(mergedPosts)
    .innerJoin(posts, eq(posts.id, mergedPosts.postId))
    .innerJoin(threads, eq(threads.id, posts.threadId))
    .where(
      and(
        eq(mergedPosts.threadId, threadId),
        lte(mergedPosts.position, position),
        visibleThread(member, threads),
      ),
    )
    .orderBy(desc(mergedPosts.position))
    .limit(1);
  return row ?? null;
}
