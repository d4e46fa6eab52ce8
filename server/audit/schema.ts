import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { actKinds } from '@cenacle/shared/moderation/contract.ts';
import { flags } from '../moderation/schema.ts';
import { at, members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { posts, threads } from '../threads/schema.ts';

/**
 * What moderators did, to whom and why: ids and the reason that they gave, no word of what it was about. Rows are only ever
 * added; a trigger refuses all else (migration `moderation_acts`).
 */
export const moderationActs = pgTable(
  'moderation_acts',
  {
    id: uuid('id').primaryKey(),
    actorId: uuid('actor_id')
      .notNull()
      .references(() => members.id),
    kind: text('kind', { enum: actKinds }).notNull(),
    reason: text('reason').notNull(),
    flagId: uuid('flag_id').references(() => flags.id),
    threadId: uuid('thread_id').references(() => threads.id),
    postId: uuid('post_id').references(() => posts.id),
    memberId: uuid('member_id').references(() => members.id),
    providerId: uuid('provider_id').references(() => providers.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('moderation_acts_thread').on(t.threadId, t.id),
    index('moderation_acts_member').on(t.memberId, t.id),
    index('moderation_acts_post').on(t.postId),
    check('moderation_acts_reason', sql`length(${t.reason}) > 0`),
  ],
);
