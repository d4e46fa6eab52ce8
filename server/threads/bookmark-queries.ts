import { and, desc, eq, lt, or, sql, type SQL } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import { newId, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import { posts, threads, voices } from './schema.ts';
import { bookmarks } from './bookmark-schema.ts';

/** The member's own. Of what they may not read now there is no thread, and the post only as far as it `stands`. */
function selectBookmarks(db: Db, member: SignedMember, where: SQL | undefined) {
  return db
    .select({
      bookmark: bookmarks,
      thread: { id: threads.id, kind: threads.kind, title: threads.title, language: threads.language },
      post: { id: posts.id, position: posts.position, voiceId: posts.voiceId },
      stands: sql<boolean>`${threads.id} is not null and (${bookmarks.postId} is null or ${posts.state} = 'shown')`,
      author: { id: members.id, name: members.name, headline: members.headline },
    })
    .from(bookmarks)
    .leftJoin(posts, eq(posts.id, bookmarks.postId))
    .leftJoin(
      threads,
      and(
        sql`${threads.id} = coalesce(${bookmarks.threadId}, ${posts.threadId})`,
        visibleTo(member, threads.audienceId),
      ),
    )
    .leftJoin(voices, eq(voices.id, posts.voiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .where(and(eq(bookmarks.memberId, member.id), where));
}
export type BookmarkRow = Awaited<ReturnType<typeof selectBookmarks>>[number];

/** Newest first; of those whose reminder has come by `today`, of the others, or of all. One row beyond `limit`. */
export function listBookmarks(
  db: Db,
  member: SignedMember,
  { due, today }: { due: boolean | null; today: string },
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<BookmarkRow[]> {
  const isDue = sql`coalesce(${bookmarks.remindOn} <= ${today}, false)`;
  const where = and(
    due === null ? undefined : due ? isDue : sql`not ${isDue}`,
    after
      ? or(
          lt(bookmarks.createdAt, after.at),
          and(eq(bookmarks.createdAt, after.at), lt(bookmarks.id, after.id)),
        )
      : undefined,
  );
  return selectBookmarks(db, member, where)
    .orderBy(desc(bookmarks.createdAt), desc(bookmarks.id))
    .limit(limit + 1);
}

/** One of the member's, or null where it is not theirs. */
export async function findBookmark(db: Db, member: SignedMember, id: string): Promise<BookmarkRow | null> {
  const [row] = await selectBookmarks(db, member, eq(bookmarks.id, id));
  return row ?? null;
}

/** Whether the member may mark this: a thread that they read, or a shown post in one. */
export async function mayMark(
  db: Db,
  member: SignedMember,
  what: { postId: string } | { threadId: string },
): Promise<boolean> {
  const isIt =
    'postId' in what
      ? and(eq(posts.id, what.postId), eq(posts.state, 'shown'))
      : eq(threads.id, what.threadId);
  const [row] = await db
    .select({ id: threads.id })
    .from(threads)
    .leftJoin(posts, and(eq(posts.threadId, threads.id), 'postId' in what ? undefined : sql`false`))
    .where(and(visibleTo(member, threads.audienceId), isIt));
  return row !== undefined;
}

/** What is written of a bookmark; undefined leaves it. */
export interface BookmarkFields {
  note?: string | undefined;
  remindOn?: string | null | undefined;
}

/** Marks it, or changes the bookmark that is there; gives its id. */
export async function upsertBookmark(
  db: Db,
  memberId: string,
  what: { postId: string } | { threadId: string },
  fields: BookmarkFields,
  at: Date,
): Promise<string> {
  const [row] = await db
    .insert(bookmarks)
    .values({ id: newId(), memberId, ...what, ...fields, createdAt: at })
    .onConflictDoUpdate({
      target: [bookmarks.memberId, 'postId' in what ? bookmarks.postId : bookmarks.threadId],
      // Something must be set for the row to come back.
      set: { memberId, ...fields },
    })
    .returning({ id: bookmarks.id });
  if (!row) throw new Error('A bookmark was neither found nor made.');
  return row.id;
}

/** Writes note and reminder anew. Callers have found the bookmark through the member. */
export async function rewriteBookmark(db: Db, id: string, fields: BookmarkFields): Promise<void> {
  if (Object.values(fields).every((value) => value === undefined)) return;
  await db.update(bookmarks).set(fields).where(eq(bookmarks.id, id));
}

/** Takes it out. Callers have found the bookmark through the member. */
export async function deleteBookmark(db: Db, id: string): Promise<void> {
  await db.delete(bookmarks).where(eq(bookmarks.id, id));
}
