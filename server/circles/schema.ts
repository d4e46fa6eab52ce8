import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { audienceKinds } from '@cenacle/shared/circles/contract.ts';
import { at, members } from '../members/schema.ts';

export const circles = pgTable('circles', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  createdBy: uuid('created_by')
    .notNull()
    .references(() => members.id),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** Who was in a circle and when; a row without `until` is a member of today. */
export const circleMembers = pgTable(
  'circle_members',
  {
    id: uuid('id').primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    keeper: boolean('keeper').notNull().default(false),
    since: at('since').notNull().defaultNow(),
    until: at('until'),
  },
  (t) => [
    uniqueIndex('circle_members_today')
      .on(t.circleId, t.memberId)
      .where(sql`${t.until} is null`),
    index('circle_members_member')
      .on(t.memberId)
      .where(sql`${t.until} is null`),
  ],
);

export const circleInvitations = pgTable(
  'circle_invitations',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.circleId, t.memberId] }),
    index('circle_invitations_member').on(t.memberId, t.circleId),
  ],
);

/** Every piece of content has one audience: all members, one circle, or the named members of one thread. */
export const audiences = pgTable(
  'audiences',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: audienceKinds }).notNull(),
    circleId: uuid('circle_id').references(() => circles.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('audiences_circle').on(t.circleId),
    uniqueIndex('audiences_all')
      .on(t.kind)
      .where(sql`${t.kind} = 'all'`),
  ],
);

/** The readers of a named audience. */
export const audienceMembers = pgTable(
  'audience_members',
  {
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.audienceId, t.memberId] }),
    index('audience_members_member').on(t.memberId),
  ],
);
