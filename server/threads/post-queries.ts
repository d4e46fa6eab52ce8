import { and, asc, desc, eq, gt, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bookmarks } from './bookmark-schema.ts';
import { visibleThread, visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import { files } from '../files/schema.ts';
import type { SignedMember } from '../http/member.ts';
import type { StoredReferences } from '../markdown/fill.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { mutedVoices } from './follow-queries.ts';
import { mergedPosts } from './merged-schema.ts';
import { posts, postVersions, threads, voices } from './schema.ts';
import { myVoices } from './voice-queries.ts';

const repliedPost = alias(posts, 'replied_post');
const repliedVoice = alias(voices, 'replied_voice');
const repliedAuthor = alias(members, 'replied_author');

/** Posts with all that a reader sees of them; callers name the thread, whose audience decides. */
function selectPosts(db: Db, member: SignedMember, where: SQL | undefined) {
  return db
    .select({
      post: posts,
      author: { id: members.id, name: members.name, headline: members.headline },
      bookmarkId: bookmarks.id,
      mine: sql<boolean>`${posts.voiceId} in ${myVoices(db, member)}`,
      muted: sql<boolean>`${posts.voiceId} in ${mutedVoices(member.id)}`,
      repliedTo: { position: repliedPost.position, voiceId: repliedPost.voiceId },
      repliedAuthor: { id: repliedAuthor.id, name: repliedAuthor.name, headline: repliedAuthor.headline },
      thread: {
        kind: threads.kind,
        lockedAt: threads.lockedAt,
        head: threads.changeSeq,
        lastPosition: threads.lastPosition,
      },
    })
    .from(posts)
    .innerJoin(threads, eq(threads.id, posts.threadId))
    .innerJoin(voices, eq(voices.id, posts.voiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .leftJoin(repliedPost, eq(repliedPost.id, posts.replyTo))
    .leftJoin(repliedVoice, eq(repliedVoice.id, repliedPost.voiceId))
    .leftJoin(repliedAuthor, eq(repliedAuthor.id, repliedVoice.shownMemberId))
    .leftJoin(bookmarks, and(eq(bookmarks.postId, posts.id), eq(bookmarks.memberId, member.id)))
    .where(and(visibleThread(member, threads), where));
}
export type PostRow = Awaited<ReturnType<typeof selectPosts>>[number];

/** A position from which on the thread has a whole page of posts, if it has that many: this one or one before. */
export const orEndPage = (threadId: string, position: number, limit: number) =>
  sql<number>`(select greatest(least(${position}::int, t.last_position - ${limit}::int), 0)
    from threads t where t.id = ${threadId})`;

/** Posts behind a position, in reading order; one row beyond `limit` tells that there are more. */
export const listPostsAfter = (
  db: Db,
  member: SignedMember,
  threadId: string,
  position: number | SQL<number>,
  limit: number,
) =>
  selectPosts(db, member, and(eq(posts.threadId, threadId), gt(posts.position, position)))
    .orderBy(asc(posts.position))
    .limit(limit + 1);

/** The last posts in front of a position, nearest first; one row beyond `limit` tells that there are more. */
export const listPostsBefore = (
  db: Db,
  member: SignedMember,
  threadId: string,
  position: number,
  limit: number,
) =>
  selectPosts(db, member, and(eq(posts.threadId, threadId), lt(posts.position, position)))
    .orderBy(desc(posts.position))
    .limit(limit + 1);

/** Posts changed since a head, in the order of their changes; one row beyond `limit` tells that there are more. */
export const listPostsChanged = (
  db: Db,
  member: SignedMember,
  threadId: string,
  head: number,
  limit: number,
) =>
  selectPosts(db, member, and(eq(posts.threadId, threadId), gt(posts.changeSeq, head)))
    .orderBy(asc(posts.changeSeq))
    .limit(limit + 1);

/** One post, or null where the member may not see its thread. */
export async function findPost(db: Db, member: SignedMember, id: string): Promise<PostRow | null> {
  const [row] = await selectPosts(db, member, eq(posts.id, id));
  return row ?? null;
}

/** Whether the member may read this post now: its thread is open to them and it is neither deleted nor hidden. */
export async function readsPost(db: Db, member: SignedMember, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: posts.id })
    .from(posts)
    .innerJoin(threads, eq(threads.id, posts.threadId))
    .where(and(eq(posts.id, id), eq(posts.state, 'shown'), visibleThread(member, threads)));
  return row !== undefined;
}

/** Earlier texts of a post, newest first. Callers have found the post through the member. */
export const listVersions = (db: Db, postId: string, limit: number) =>
  db
    .select({
      version: postVersions.version,
      at: postVersions.at,
      source: postVersions.source,
      voiceId: postVersions.voiceId,
      author: { id: members.id, name: members.name, headline: members.headline },
    })
    .from(postVersions)
    .innerJoin(voices, eq(voices.id, postVersions.voiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .where(eq(postVersions.postId, postId))
    .orderBy(desc(postVersions.version))
    .limit(limit);
export type VersionRow = Awaited<ReturnType<typeof listVersions>>[number];

/** What is shown by nothing but its name, of what these queries know. */
const named: ReadonlySet<string> = new Set(['thread', 'provider']);

/** What of the named things this member may see, with what is needed to show it; in one statement. */
export async function findNamed(db: Db, member: SignedMember, wanted: StoredReferences) {
  const found = {
    members: new Map<string, { name: string }>(),
    /** Names by kind and id: `thread:ID`. */
    names: new Map<string, string>(),
    posts: new Map<string, { threadId: string; position: number; name: string | null }>(),
    files: new Map<
      string,
      { name: string; kind: string; bytes: number; width: number | null; height: number | null }
    >(),
  };
  if (Object.values(wanted).every((ids) => ids.length === 0)) return found;
  const ids = (list: string[]) => sql`any(${sql.param(list)}::uuid[])`;
  const none = sql`null::int`;
  const result = await db.execute<{
    what: string;
    id: string;
    label: string | null;
    thread_id: string | null;
    a: number | null;
    b: number | null;
    c: number | null;
    kind: string | null;
  }>(sql`
    select 'member' as what, ${members.id} as id, ${members.name} as label, null::uuid as thread_id,
           ${none} as a, ${none} as b, ${none} as c, null as kind
      from ${members} where ${members.id} = ${ids(wanted.members)}
    union all
    select 'thread', ${threads.id}, ${threads.title}, null, null, null, null, null
      from ${threads} where ${threads.id} = ${ids(wanted.threads)} and ${visibleTo(member, threads.audienceId)}
    union all
    select 'thread', ${mergedPosts.threadId}, ${threads.title}, null, null, null, null, null
      from ${mergedPosts} join ${posts} on ${posts.id} = ${mergedPosts.postId}
      join ${threads} on ${threads.id} = ${posts.threadId}
     where ${mergedPosts.threadId} = ${ids(wanted.threads)} and ${mergedPosts.position} = 1 and ${visibleTo(member, threads.audienceId)}
    union all
    select 'post', ${posts.id}, ${members.name}, ${posts.threadId}, ${posts.position}, null, null, null
      from ${posts} join ${threads} on ${threads.id} = ${posts.threadId}
      join ${voices} on ${voices.id} = ${posts.voiceId} left join ${members} on ${members.id} = ${voices.shownMemberId}
     where ${posts.id} = ${ids(wanted.posts)} and ${posts.state} = 'shown' and ${visibleThread(member, threads)}
    union all
    select 'provider', ${providers.id}, ${providers.name}, null, null, null, null, null
      from ${providers} where ${providers.id} = ${ids(wanted.providers)}
    union all
    select 'file', ${files.id}, ${files.name}, null, ${files.bytes}, ${files.width}, ${files.height}, ${files.kind}
      from ${files} left join ${posts} on ${posts.id} = ${files.postId} left join ${threads} on ${threads.id} = ${posts.threadId}
     where ${files.id} = ${ids(wanted.files)} and (
       (${files.postId} is null and ${files.uploaderId} = ${member.id})
       or (${posts.state} = 'shown' and ${visibleThread(member, threads)}))`);
  for (const row of result.rows) {
    if (row.what === 'member') found.members.set(row.id, { name: row.label ?? '' });
    if (named.has(row.what)) found.names.set(`${row.what}:${row.id}`, row.label ?? '');
    if (row.what === 'post') {
      found.posts.set(row.id, { threadId: row.thread_id ?? '', position: row.a ?? 0, name: row.label });
    }
    if (row.what === 'file') {
      const file = {
        name: row.label ?? '',
        kind: row.kind ?? '',
        bytes: row.a ?? 0,
        width: row.b,
        height: row.c,
      };
      found.files.set(row.id, file);
    }
  }
  return found;
}
export type Found = Awaited<ReturnType<typeof findNamed>>;

/** Which of these ids are posts of this thread that are shown: the only ones that a reply may answer. */
export async function isShownIn(db: Db, threadId: string, postId: string): Promise<boolean> {
  const rows = await db
    .select({ id: posts.id })
    .from(posts)
    .where(and(inArray(posts.id, [postId]), eq(posts.threadId, threadId), eq(posts.state, 'shown')));
  return rows.length > 0;
}
