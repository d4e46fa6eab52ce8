import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { flagOutcomes, flagReasons, flagStates } from '@cenacle/shared/moderation/contract.ts';
import { at, members } from '../members/schema.ts';
import { posts, threads } from '../threads/schema.ts';

/**
 * What members asked moderators to look at. While one is taken, its thread is open to who took it: the sessions' query
 * reads that (`openedThreadIds`).
 */
export const flags = pgTable(
  'flags',
  {
    id: uuid('id').primaryKey(),
    threadId: uuid('thread_id')
      .notNull()
      .references(() => threads.id),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    flaggerId: uuid('flagger_id')
      .notNull()
      .references(() => members.id),
    reason: text('reason', { enum: flagReasons }).notNull(),
    note: text('note').notNull().default(''),
    state: text('state', { enum: flagStates }).notNull().default('open'),
    takenBy: uuid('taken_by').references(() => members.id),
    takenAt: at('taken_at'),
    outcome: text('outcome', { enum: flagOutcomes }),
    /** What the flagger is told. */
    answer: text('answer').notNull().default(''),
    resolvedAt: at('resolved_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    // One look is enough: whoever flags the same again while it waits is told so.
    uniqueIndex('flags_waiting')
      .on(t.postId, t.flaggerId)
      .where(sql`${t.state} <> 'resolved'`),
    index('flags_state').on(t.state, t.id),
    index('flags_taken').on(t.takenBy, t.state),
    index('flags_thread').on(t.threadId, t.state),
    index('flags_flagger').on(t.flaggerId, t.id),
  ],
);
