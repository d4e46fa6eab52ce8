import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, members } from '../members/schema.ts';
import { posts, threads } from './schema.ts';

/** What a member wants to find again: a post, whose thread is that of the post, or a thread as a whole. */
export const bookmarks = pgTable(
  'bookmarks',
  {
    id: uuid('id').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    threadId: uuid('thread_id').references(() => threads.id),
    postId: uuid('post_id').references(() => posts.id),
    note: text('note').notNull().default(''),
    remindOn: date('remind_on', { mode: 'string' }),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    check('bookmarks_one_thing', sql`(${t.threadId} is null) <> (${t.postId} is null)`),
    uniqueIndex('bookmarks_thread').on(t.memberId, t.threadId),
    uniqueIndex('bookmarks_post').on(t.memberId, t.postId),
    index('bookmarks_newest').on(t.memberId, t.createdAt, t.id),
  ],
);
