import { sql } from 'drizzle-orm';
import { integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { checkAnswers, type CheckDays } from '@cenacle/shared/threads/check-contract.ts';
import { at } from '../members/schema.ts';
import { threads } from './schema.ts';

/** Whether an outcome held, as its author said so many days after; of each question one answer stands. */
export const outcomeChecks = pgTable(
  'outcome_checks',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    /** Which closing of the case: a reopening begins the next. */
    closing: integer('closing').notNull(),
    days: integer('days').$type<CheckDays>().notNull(),
    version: integer('version').notNull(),
    answer: text('answer', { enum: checkAnswers }).notNull(),
    line: text('line').notNull().default(''),
    supersededAt: at('superseded_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('outcome_checks_version').on(t.threadId, t.closing, t.days, t.version),
    uniqueIndex('outcome_checks_standing')
      .on(t.threadId, t.closing, t.days)
      .where(sql`${t.supersededAt} is null`),
  ],
);
