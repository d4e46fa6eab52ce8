import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { mailPaces, memberMailKinds, notificationKinds } from '@cenacle/shared/notifications/contract.ts';
import { benchmarks } from '../benchmarks/schema.ts';
import { cards } from '../cards/schema.ts';
import { at, members } from '../members/schema.ts';
import { posts, threads } from '../threads/schema.ts';

/** What a digest showed as waiting: threads up to a position, and notifications. */
export interface Shown {
  threads: { id: string; position: number }[];
  notifications: string[];
}

/**
 * Mails to members that tell of notifications. A digest has its `period`, the day of the member's zone for which it is, and
 * there is one for each; a notice is what the notifications that name it say. What it then says is composed when it is handed
 * over. `token_hash` is of the secret in its links.
 */
export const memberMails = pgTable(
  'member_mails',
  {
    id: uuid('id').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    kind: text('kind', { enum: memberMailKinds }).notNull(),
    period: date('period', { mode: 'string' }),
    tokenHash: text('token_hash').notNull(),
    shown: jsonb('shown').$type<Shown>(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('member_mails_period').on(t.memberId, t.kind, t.period),
    uniqueIndex('member_mails_token').on(t.tokenHash),
  ],
);

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
    /** The act that marked it read with all others, so that it can be taken back. */
    sweepId: uuid('sweep_id'),
    /** The mail that tells of it: set once, by whoever gathers it first. */
    mailId: uuid('mail_id').references(() => memberMails.id),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('notifications_event').on(t.memberId, t.eventId),
    index('notifications_member').on(t.memberId, t.createdAt),
    index('notifications_unread')
      .on(t.memberId, t.threadId)
      .where(sql`${t.readBy} is null`),
    index('notifications_post').on(t.postId),
    index('notifications_sweep')
      .on(t.sweepId)
      .where(sql`${t.sweepId} is not null`),
    index('notifications_mail').on(t.mailId),
    index('notifications_unmailed')
      .on(t.createdAt)
      .where(sql`${t.readBy} is null and ${t.mailId} is null`),
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
    /** Null where they chose before there was a choice. */
    mail: text('mail', { enum: mailPaces }),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.kind] })],
);

/** When a member is mailed. Who has no row has what everybody has at first. */
export const mailRhythms = pgTable('mail_rhythms', {
  memberId: uuid('member_id')
    .primaryKey()
    .references(() => members.id),
  digest: boolean('digest').notNull().default(true),
  digestDay: integer('digest_day').notNull().default(1),
  hour: integer('hour').notNull().default(8),
  quietFrom: integer('quiet_from'),
  quietTo: integer('quiet_to'),
  awayUntil: date('away_until', { mode: 'string' }),
});
