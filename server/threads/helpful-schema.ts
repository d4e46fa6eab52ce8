import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { at } from '../members/schema.ts';
import { posts, threads } from './schema.ts';

/** Answers that helped, as the author of their case says. One that is deleted or hidden afterwards is not shown. */
export const helpfulPosts = pgTable(
  'helpful_posts',
  {
    postId: uuid('post_id')
      .primaryKey()
      .references(() => posts.id),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('helpful_posts_thread').on(t.threadId)],
);
