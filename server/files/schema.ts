import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { at, members } from '../members/schema.ts';
import { posts } from '../threads/schema.ts';

/** A file hangs on the post that first carried it; until then only its uploader reads it. */
export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey(),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    kind: text('kind', { enum: ['picture', 'document'] }).notNull(),
    bytes: integer('bytes').notNull(),
    width: integer('width'),
    height: integer('height'),
    uploaderId: uuid('uploader_id')
      .notNull()
      .references(() => members.id),
    postId: uuid('post_id').references(() => posts.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('files_post').on(t.postId),
    index('files_sha256').on(t.sha256),
    index('files_uploader').on(t.uploaderId),
  ],
);
