import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { useAgain, type UseMonths } from '@cenacle/shared/threads/use-contract.ts';
import { at } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { threads } from './schema.ts';

/** Whether a provider of a finished case is still in use, as its author said so many months after; one answer stands. */
export const useAnswers = pgTable(
  'use_answers',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    /** Which closing of the case: a reopening begins the next. */
    closing: integer('closing').notNull(),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    months: integer('months').$type<UseMonths>().notNull(),
    still: boolean('still').notNull(),
    again: text('again', { enum: useAgain }).notNull(),
    line: text('line').notNull().default(''),
    supersededAt: at('superseded_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('use_answers_standing')
      .on(t.threadId, t.closing, t.providerId, t.months)
      .where(sql`${t.supersededAt} is null`),
    index('use_answers_provider').on(t.providerId),
  ],
);
