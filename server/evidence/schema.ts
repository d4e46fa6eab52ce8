import { date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { amountBands, grades } from '@cenacle/shared/evidence/contract.ts';
import { sizeBands } from '@cenacle/shared/providers/contract.ts';
import { audiences } from '../circles/schema.ts';
import { files } from '../files/schema.ts';
import { at, members } from '../members/schema.ts';
import { outcomes } from '../threads/outcome-schema.ts';

/** A member's work for one client. The client's name is read by the member alone. */
export const engagements = pgTable(
  'engagements',
  {
    id: uuid('id').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    client: text('client').notNull(),
    publicLabel: text('public_label').notNull(),
    sector: text('sector').notNull().default(''),
    size: text('size', { enum: sizeBands }),
    startedOn: date('started_on', { mode: 'string' }).notNull(),
    endedOn: date('ended_on', { mode: 'string' }),
    version: integer('version').notNull().default(1),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('engagements_member').on(t.memberId, t.startedOn, t.id)],
);

/**
 * What a judgement comes from. It lives in the audience of what it supports; the outcome behind it has an audience
 * of its own. At most one of outcome and engagement is set.
 */
export const evidence = pgTable(
  'evidence',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => members.id),
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    grade: text('grade', { enum: grades }).notNull(),
    outcomeId: uuid('outcome_id').references(() => outcomes.id),
    engagementId: uuid('engagement_id').references(() => engagements.id),
    role: text('role').notNull().default(''),
    startedOn: date('started_on', { mode: 'string' }),
    endedOn: date('ended_on', { mode: 'string' }),
    amount: text('amount', { enum: amountBands }),
    fileId: uuid('file_id').references(() => files.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('evidence_engagement').on(t.engagementId),
    index('evidence_outcome').on(t.outcomeId),
    index('evidence_file').on(t.fileId),
  ],
);
