import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, members } from '../members/schema.ts';

/**
 * Mails to send, written in the transaction that causes them; `dedupe_key` makes each one only once. `handed_over` counts
 * how often a server was given the text without having said since that it did not take it. With a `letter_id` the text is
 * composed when the mail is handed over, by whoever knows the letter, from that and its secret.
 */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    id: uuid('id').primaryKey(),
    dedupeKey: text('dedupe_key').notNull(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    letterId: uuid('letter_id'),
    secret: text('secret'),
    attempts: integer('attempts').notNull().default(0),
    handedOver: integer('handed_over').notNull().default(0),
    nextTryAt: at('next_try_at').notNull().defaultNow(),
    sentAt: at('sent_at'),
    failedAt: at('failed_at'),
    lastError: text('last_error'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('mail_outbox_dedupe_key').on(t.dedupeKey), index('mail_outbox_due').on(t.nextTryAt)],
);

/** Members whose address a mail server has refused for good, as long as it is still theirs. `note` says by which code. */
export const silencedAddresses = pgTable('silenced_addresses', {
  memberId: uuid('member_id')
    .primaryKey()
    .references(() => members.id),
  address: text('address').notNull(),
  note: text('note').notNull(),
  silencedAt: at('silenced_at').notNull(),
});
