import type { FastifyInstance } from 'fastify';
import * as contract from '@cenacle/shared/threads/bookmark-contract.ts';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import type { SignedMember } from '../http/member.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { dayIn } from './days.ts';
import { addBookmark, editBookmark, removeBookmark, showBookmark } from './bookmark-actions.ts';
import { listBookmarks, type BookmarkRow } from './bookmark-queries.ts';

/** Of what is gone for the member only their own words are left, and the thread where they still read it. */
function view({ bookmark, thread, post, author, stands }: BookmarkRow, today: string): contract.Bookmark {
  return {
    id: bookmark.id,
    thread,
    gone: !stands,
    post:
      stands && post
        ? { id: post.id, position: post.position, author: { id: post.voiceId, member: author } }
        : null,
    note: bookmark.note,
    remind_on: bookmark.remindOn,
    due: bookmark.remindOn !== null && bookmark.remindOn <= today,
    created_at: bookmark.createdAt.toISOString(),
  };
}

/** What a member keeps to come back to: for them alone. */
export function bookmarkRoutes(app: FastifyInstance, services: Services): void {
  const todayOf = (member: SignedMember): string => dayIn(member.zone, services.clock());

  serve(app, contract.listBookmarks, async ({ member, query }) => {
    const after = decodeCursor(query.after, ['instant', 'uuid']);
    const limit = query.limit ?? pageLimitDefault;
    const today = todayOf(member);
    const rows = await listBookmarks(
      services.db,
      member,
      { due: query.due === undefined ? null : query.due === '1', today },
      after && { at: new Date(after[0]), id: after[1] },
      limit,
    );
    const { items, next } = pageOf(rows, limit, ({ bookmark }) => [
      bookmark.createdAt.toISOString(),
      bookmark.id,
    ]);
    return { items: items.map((row) => view(row, today)), next };
  });

  serve(app, contract.getBookmark, async ({ member, params }) =>
    view(await showBookmark(services, member, params.id), todayOf(member)),
  );

  serve(app, contract.addBookmark, async ({ member, body }) =>
    view(await addBookmark(services, member, body), todayOf(member)),
  );

  serve(app, contract.editBookmark, async ({ member, params, body }) =>
    view(await editBookmark(services, member, params.id, body), todayOf(member)),
  );

  serve(app, contract.deleteBookmark, async ({ member, params }) => {
    await removeBookmark(services, member, params.id);
    return null;
  });
}
