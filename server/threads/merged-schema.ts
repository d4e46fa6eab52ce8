import { integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { posts, threads } from './schema.ts';

/**
 * Where the posts of a thread went that was merged into another: its addresses lead there. The thread itself stays as a row
 * in the audience of nobody, so that it is in no list, count or search.
 */
export const mergedPosts = pgTable(
  'merged_posts',
  {
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    position: integer('position').notNull(),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
  },
  (t) => [primaryKey({ columns: [t.threadId, t.position] })],
);
