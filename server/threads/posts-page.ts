import type { QueryOf, ReplyOf } from '@cenacle/shared/http.ts';
import { postsPageDefault, type listPosts as listPostsContract } from '@cenacle/shared/threads/contract.ts';
import { notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { listPostsAfter, listPostsBefore, listPostsChanged, type PostRow } from './post-queries.ts';
import { threadHeadAndLength } from './queries.ts';
import { viewPosts } from './view.ts';

/** How many posts stand before the one asked for, so that its context is in sight. */
const beforeAroundMax = 5;

interface Cut {
  rows: PostRow[];
  next: number | null;
  previous: number | null;
}

/** The first page behind a position; `next` is where to go on, `previous` where to go back from. */
async function pageAfter(
  services: Services,
  member: SignedMember,
  id: string,
  position: number,
  limit: number,
): Promise<Cut> {
  const found = await listPostsAfter(services.db, member, id, position, limit);
  const rows = found.slice(0, limit);
  const first = rows[0]?.post.position ?? position + 1;
  return {
    rows,
    next: found.length > limit ? (rows.at(-1)?.post.position ?? null) : null,
    previous: first > 1 ? first : null,
  };
}

async function pageBefore(
  services: Services,
  member: SignedMember,
  id: string,
  position: number,
  limit: number,
): Promise<Cut> {
  const found = await listPostsBefore(services.db, member, id, position, limit);
  const rows = found.slice(0, limit).reverse();
  return {
    rows,
    next: rows.at(-1)?.post.position ?? null,
    previous: found.length > limit ? (rows[0]?.post.position ?? null) : null,
  };
}

async function pageChanged(
  services: Services,
  member: SignedMember,
  id: string,
  head: number,
  limit: number,
): Promise<Cut> {
  const found = await listPostsChanged(services.db, member, id, head, limit);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.post.changeSeq ?? null) : null, previous: null };
}

/**
 * One page of a thread's posts, by position or by change. A reader is complete when the last change they hold
 * equals `head`, which is read before the posts, so that it is never ahead of them. 404 unseen.
 */
export async function listPosts(
  services: Services,
  member: SignedMember,
  id: string,
  query: QueryOf<typeof listPostsContract>,
): Promise<ReplyOf<typeof listPostsContract>> {
  const thread = await threadHeadAndLength(services.db, member, id);
  if (!thread) throw notFound();
  const limit = query.limit ?? postsPageDefault;
  let cut: Cut;
  if (query.changed_after !== undefined)
    cut = await pageChanged(services, member, id, query.changed_after, limit);
  else if (query.before !== undefined) cut = await pageBefore(services, member, id, query.before, limit);
  else {
    // The end of the thread fills its page from behind rather than showing one post alone.
    const wanted = query.around === undefined ? (query.after ?? 0) : query.around - 1 - beforeAroundMax;
    const latest = query.around === undefined ? wanted : Math.min(wanted, thread.lastPosition - limit);
    cut = await pageAfter(services, member, id, Math.max(latest, 0), limit);
  }
  return {
    items: await viewPosts(services.db, member, cut.rows),
    next: cut.next,
    previous: cut.previous,
    head: thread.head,
    last_position: thread.lastPosition,
  };
}
