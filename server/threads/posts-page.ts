import type { QueryOf, ReplyOf } from '@cenacle/shared/http.ts';
import { postsPageDefault, type listPosts as listPostsContract } from '@cenacle/shared/threads/contract.ts';
import type { Db } from '../database.ts';
import { notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import {
  listPostsAfter,
  listPostsBefore,
  listPostsChanged,
  orEndPage,
  type PostRow,
} from './post-queries.ts';
import { selectHead } from './queries.ts';
import { viewPosts } from './view.ts';

/** How many posts stand before the one asked for, so that its context is in sight. */
const beforeAroundMax = 5;

type Query = QueryOf<typeof listPostsContract>;

interface Cut {
  rows: PostRow[];
  next: number | null;
  previous: number | null;
}

const positionOf = (row: PostRow | undefined): number | null => row?.post.position ?? null;

/** The first page behind a position; `next` is where to go on, `previous` where to go back from. */
async function pageAfter(
  db: Db,
  member: SignedMember,
  id: string,
  query: Query,
  limit: number,
): Promise<Cut> {
  const { after = 0, around } = query;
  // The end of the thread fills its page from behind rather than showing one post alone.
  const position = around === undefined ? after : orEndPage(id, around - 1 - beforeAroundMax, limit);
  const found = await listPostsAfter(db, member, id, position, limit);
  const rows = found.slice(0, limit);
  const first = positionOf(rows[0]) ?? after + 1;
  return {
    rows,
    next: found.length > limit ? positionOf(rows.at(-1)) : null,
    previous: first > 1 ? first : null,
  };
}

async function pageBefore(
  db: Db,
  member: SignedMember,
  id: string,
  position: number,
  limit: number,
): Promise<Cut> {
  const found = await listPostsBefore(db, member, id, position, limit);
  const rows = found.slice(0, limit).reverse();
  return {
    rows,
    next: positionOf(rows.at(-1)),
    previous: found.length > limit ? positionOf(rows[0]) : null,
  };
}

async function pageChanged(
  db: Db,
  member: SignedMember,
  id: string,
  head: number,
  limit: number,
): Promise<Cut> {
  const found = await listPostsChanged(db, member, id, head, limit);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.post.changeSeq ?? null) : null, previous: null };
}

/**
 * One page of a thread's posts, by position or by change. A reader is complete when the last change they hold
 * equals `head`, which is read in the statement of the posts, or before it, so that it is never ahead of them.
 * 404 unseen.
 */
export async function listPosts(
  services: Services,
  member: SignedMember,
  id: string,
  query: Query,
): Promise<ReplyOf<typeof listPostsContract>> {
  const { db } = services;
  const limit = query.limit ?? postsPageDefault;
  const page = (): Promise<Cut> => {
    if (query.changed_after !== undefined) return pageChanged(db, member, id, query.changed_after, limit);
    if (query.before !== undefined) return pageBefore(db, member, id, query.before, limit);
    return pageAfter(db, member, id, query, limit);
  };
  let cut = await page();
  let thread: { head: number; lastPosition: number } | undefined = cut.rows[0]?.thread;
  if (!thread) {
    // No post there, or no such thread for the member; and posts may have come in between.
    [thread] = await selectHead(db, member, id);
    if (!thread) throw notFound();
    cut = await page();
  }
  return {
    items: await viewPosts(services, member, cut.rows),
    next: cut.next,
    previous: cut.previous,
    head: thread.head,
    last_position: thread.lastPosition,
  };
}
