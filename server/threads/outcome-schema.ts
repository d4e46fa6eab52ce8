import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { currencies, paidPer } from '@cenacle/shared/money.ts';
import { againAnswers, durationUnits } from '@cenacle/shared/threads/outcome-contract.ts';
import { at } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { threads, voices } from './schema.ts';

/** What closed a case; the one that stands is not superseded, and a reopened case has only superseded ones. */
export const outcomes = pgTable(
  'outcomes',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    revision: integer('revision').notNull(),
    /** Which closing of the case: corrections keep it, a reopening begins the next. */
    closing: integer('closing').notNull().default(1),
    voiceId: uuid('voice_id')
      .notNull()
      .references(() => voices.id),
    decision: text('decision').notNull(),
    result: text('result').notNull().default(''),
    again: text('again', { enum: againAnswers }).notNull(),
    costMinMinor: bigint('cost_min_minor', { mode: 'number' }),
    costMaxMinor: bigint('cost_max_minor', { mode: 'number' }),
    costCurrency: text('cost_currency', { enum: currencies }),
    costPer: text('cost_per', { enum: paidPer }),
    durationCount: integer('duration_count'),
    durationUnit: text('duration_unit', { enum: durationUnits }),
    finishedOn: date('finished_on', { mode: 'string' }).notNull(),
    supersededAt: at('superseded_at'),
    /** Who corrected it, or reopened the case. */
    supersededVoiceId: uuid('superseded_voice_id').references(() => voices.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('outcomes_revision').on(t.threadId, t.revision),
    uniqueIndex('outcomes_standing')
      .on(t.threadId)
      .where(sql`${t.supersededAt} is null`),
  ],
);

export const outcomeProviders = pgTable(
  'outcome_providers',
  {
    outcomeId: uuid('outcome_id')
      .notNull()
      .references(() => outcomes.id),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    position: integer('position').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.outcomeId, t.providerId] }),
    index('outcome_providers_provider').on(t.providerId),
  ],
);

/** Unasked questions: one line each of what they should have asked. */
export const questions = pgTable(
  'questions',
  {
    id: uuid('id').primaryKey(),
    outcomeId: uuid('outcome_id')
      .notNull()
      .references(() => outcomes.id),
    position: integer('position').notNull(),
    text: text('text').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('questions_position').on(t.outcomeId, t.position)],
);
