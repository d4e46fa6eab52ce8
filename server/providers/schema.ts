import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { providerKinds, sizeBands } from '@cenacle/shared/providers/contract.ts';
import { audiences } from '../circles/schema.ts';
import { at, members } from '../members/schema.ts';

/** The directory, open to all members. A merged provider stays as the address of the one it was merged into. */
export const providers = pgTable(
  'providers',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind', { enum: providerKinds }).notNull(),
    naturalPerson: boolean('natural_person').notNull().default(false),
    summary: text('summary').notNull().default(''),
    website: text('website').notNull().default(''),
    /** The website's host without `www.`, by which twins are found. */
    domain: text('domain').notNull().default(''),
    siren: text('siren'),
    siret: text('siret'),
    place: text('place').notNull().default(''),
    size: text('size', { enum: sizeBands }),
    version: integer('version').notNull().default(1),
    /** Kept for accountability, shown to nobody. */
    addedBy: uuid('added_by').references(() => members.id),
    mergedInto: uuid('merged_into').references((): AnyPgColumn => providers.id),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('providers_name').on(sql`(${t.name} collate "und-x-icu")`, t.id),
    index('providers_siren').on(t.siren),
    index('providers_domain').on(t.domain),
    index('providers_merged').on(t.mergedInto),
  ],
);

/** Every name that a provider answers to, its first name among them, so that one index finds them all. */
export const providerNames = pgTable(
  'provider_names',
  {
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    /** The name as `foldName` compares it. */
    key: text('key').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.providerId, t.position] }),
    index('provider_names_key').using('gin', sql`${t.key} gin_trgm_ops`),
  ],
);

/** What a provider answers to what members say of it, in the audience that may read it. */
export const providerReplies = pgTable(
  'provider_replies',
  {
    id: uuid('id').primaryKey(),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    text: text('text').notNull(),
    source: text('source').notNull(),
    saidOn: date('said_on', { mode: 'string' }).notNull(),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('provider_replies_provider').on(t.providerId)],
);
