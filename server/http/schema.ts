import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, members } from '../members/schema.ts';

/** What a request with an `Idempotency-Key` made: written with the thing itself, in one transaction. */
export const idempotency = pgTable(
  'idempotency',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    resourceId: uuid('resource_id').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.key] })],
);
