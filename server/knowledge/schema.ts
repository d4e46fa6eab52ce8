import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, members } from '../members/schema.ts';
import { threads } from '../threads/schema.ts';

/** Which finished cases open a tag, in their order. Readers see those that they read. */
export const knowledgePins = pgTable(
  'knowledge_pins',
  {
    tag: text('tag').notNull(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    position: integer('position').notNull(),
    pinnedBy: uuid('pinned_by')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tag, t.threadId] }), index('knowledge_pins_thread').on(t.threadId)],
);
