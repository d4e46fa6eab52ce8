import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { followLevels } from '@cenacle/shared/threads/contract.ts';
import { audiences } from '../circles/schema.ts';
import { at, members } from '../members/schema.ts';

const memberId = () =>
  uuid('member_id')
    .notNull()
    .references(() => members.id);
const level = () => text('level', { enum: followLevels }).notNull();

/** How closely members follow the threads of a circle, or of all members, where they chose nothing for the thread or its tags. */
export const audienceFollows = pgTable(
  'audience_follows',
  {
    memberId: memberId(),
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    level: level(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.audienceId] }),
    index('audience_follows_audience').on(t.audienceId, t.level),
  ],
);

/** The same for a tag, whoever reads what carries it. */
export const tagFollows = pgTable(
  'tag_follows',
  {
    memberId: memberId(),
    tag: text('tag').notNull(),
    level: level(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.tag] }), index('tag_follows_tag').on(t.tag, t.level)],
);

/** Whose posts a member would rather not be told of: theirs alone to know. */
export const mutes = pgTable(
  'mutes',
  {
    memberId: memberId(),
    mutedId: uuid('muted_id')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.mutedId] })],
);
