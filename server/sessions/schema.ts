import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, members } from '../members/schema.ts';
import { tokenScopes } from '@cenacle/shared/sessions/contract.ts';

/** A session is known by the SHA-256 of its token; `id` is the name under which its member may end it. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    device: text('device').notNull().default(''),
    createdAt: at('created_at').notNull().defaultNow(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [uniqueIndex('sessions_id').on(t.id), index('sessions_member').on(t.memberId)],
);

/** Personal access tokens for programs. */
export const tokens = pgTable(
  'tokens',
  {
    id: uuid('id').primaryKey(),
    hash: text('hash').notNull(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    name: text('name').notNull(),
    scope: text('scope', { enum: tokenScopes }).notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [uniqueIndex('tokens_hash').on(t.hash), index('tokens_member').on(t.memberId, t.id)],
);
