import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
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

/**
 * Calls of each caller in each class within a minute (since 1970), summed over all processes; the caller as a hash. Of
 * the last minutes only, and in no backup: after a crash counting begins anew.
 */
export const rateCounts = pgTable(
  'rate_counts',
  {
    bucket: text('bucket').notNull(),
    minute: integer('minute').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.bucket, t.minute] })],
);
