import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at } from '../members/schema.ts';
import { threads, voices } from './schema.ts';

/** What participants took from a case, one row each. It shows while the case is finished; its question is an unasked one. */
export const lessons = pgTable(
  'lessons',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    voiceId: uuid('voice_id')
      .notNull()
      .references(() => voices.id),
    learned: text('learned').notNull().default(''),
    question: text('question').notNull().default(''),
    editedAt: at('edited_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [uniqueIndex('lessons_voice').on(t.threadId, t.voiceId)],
);
