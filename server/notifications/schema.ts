import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { notificationKinds } from '@cenacle/shared/notifications/contract.ts';
import { benchmarks } from '../benchmarks/schema.ts';
import { cards } from '../cards/schema.ts';
import { at, members } from '../members/schema.ts';
import { posts, threads } from '../threads/schema.ts';

/**
 * What members were told, written by triggers in the transaction of each event (migration `notifications`), so that whoever
 * writes need not think of it. One event (a post, a thread that is finished, a pass, a vouch, an evaluation) makes one row per
 * member: `kind` is the strongest reason, `otherwise` the one behind it, which stays when a mention is taken out. Whether it
 * may still be read is asked of its subject when it is read. `read_by` says what marked it: the mark in the thread, which
 * can move back, or the member's own hand.
 */
export const notifications = pgTable(
  'notifications',
  {
    id: uuid('id')
      .primaryKey()
      .default(sql`gen_random_uuid()`),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    eventId: uuid('event_id').notNull(),
    kind: text('kind', { enum: notificationKinds }).notNull(),
    otherwise: text('otherwise', { enum: notificationKinds }),
    threadId: uuid('thread_id').references(() => threads.id),
    postId: uuid('post_id').references(() => posts.id),
    /** The post's position, to be compared with the mark. */
    position: integer('position'),
    cardId: uuid('card_id').references(() => cards.id),
    benchmarkId: uuid('benchmark_id').references(() => benchmarks.id),
    readBy: text('read_by', { enum: ['mark', 'hand'] }),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('notifications_event').on(t.memberId, t.eventId),
    index('notifications_member').on(t.memberId, t.createdAt),
    index('notifications_unread')
      .on(t.memberId, t.threadId)
      .where(sql`${t.readBy} is null`),
    index('notifications_post').on(t.postId),
    check('notifications_one_subject', sql`num_nonnulls(${t.threadId}, ${t.cardId}, ${t.benchmarkId}) = 1`),
  ],
);

/** What a member chose for one kind; who has no row has what everybody has at first. */
export const notificationChoices = pgTable(
  'notification_choices',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    kind: text('kind', { enum: notificationKinds }).notNull(),
    app: boolean('app').notNull(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.kind] })],
);
