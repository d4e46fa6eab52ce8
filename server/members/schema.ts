import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { functions, memberStates, roles, spokenLanguages, themes } from '@cenacle/shared/members/contract.ts';
import { languages } from '@cenacle/shared/http.ts';

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** `email` is null for imported authors, who have no account. `rights_version` grows with each loss of a right. */
export const members = pgTable(
  'members',
  {
    id: uuid('id').primaryKey(),
    email: text('email'),
    name: text('name').notNull(),
    role: text('role', { enum: roles }).notNull().default('member'),
    state: text('state', { enum: memberStates }).notNull(),
    language: text('language', { enum: languages }).notNull().default('fr'),
    zone: text('zone').notNull().default('Europe/Paris'),
    theme: text('theme', { enum: themes }).notNull().default('system'),
    /** Whether others may know what the member reads and that they write; who says no does not learn it of others. */
    presence: boolean('presence').notNull().default(true),
    headline: text('headline').notNull().default(''),
    functions: text('functions', { enum: functions })
      .array()
      .notNull()
      .default(sql`'{}'`),
    sectors: text('sectors')
      .array()
      .notNull()
      .default(sql`'{}'`),
    companies: text('companies').notNull().default(''),
    place: text('place').notNull().default(''),
    languages: text('languages', { enum: spokenLanguages })
      .array()
      .notNull()
      .default(sql`'{}'`),
    availability: text('availability').notNull().default(''),
    sponsorId: uuid('sponsor_id').references((): AnyPgColumn => members.id),
    rightsVersion: integer('rights_version').notNull().default(1),
    importKey: text('import_key'),
    joinedAt: at('joined_at'),
    charterAt: at('charter_at'),
    /** When Today was last opened, and the visit before: what moved since then is shown on Today. */
    visitedAt: at('visited_at'),
    visitedBefore: at('visited_before'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('members_email').on(sql`lower(${t.email})`),
    uniqueIndex('members_import_key').on(t.importKey),
    index('members_state_name').on(t.state, t.name),
  ],
);

/** Kept apart from `members`, so that no list of members ever selects a hash. */
export const passwords = pgTable('passwords', {
  memberId: uuid('member_id')
    .primaryKey()
    .references(() => members.id),
  hash: text('hash').notNull(),
  changedAt: at('changed_at').notNull().defaultNow(),
});

export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    language: text('language', { enum: languages }).notNull(),
    note: text('note').notNull().default(''),
    tokenHash: text('token_hash').notNull(),
    sponsorId: uuid('sponsor_id')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
    revokedBy: uuid('revoked_by').references(() => members.id),
    acceptedAt: at('accepted_at'),
    acceptedBy: uuid('accepted_by').references(() => members.id),
  },
  (t) => [
    uniqueIndex('invitations_token_hash').on(t.tokenHash),
    index('invitations_sponsor').on(t.sponsorId, t.id),
  ],
);

/** Links and codes that work once: a sign-in code (bound to its member, counted tries), a reset, the first admin. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['code', 'reset', 'first_admin'] }).notNull(),
    hash: text('hash').notNull(),
    memberId: uuid('member_id').references(() => members.id),
    tries: integer('tries').notNull().default(0),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    index('one_time_links_hash').on(t.kind, t.hash),
    index('one_time_links_member').on(t.memberId, t.kind),
    check('one_time_links_member_known', sql`${t.kind} = 'first_admin' or ${t.memberId} is not null`),
  ],
);
