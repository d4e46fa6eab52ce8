import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { searchKinds } from '@cenacle/shared/search/contract.ts';
import { languages } from '@cenacle/shared/http.ts';
import { at } from '../members/schema.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * What is searched: one row for each thing, written by triggers in the transaction that writes the thing (migration
 * `search_triggers`), as the view `search_sources` says it. It holds the audience of its thing, and no reference to it.
 */
export const searchDocs = pgTable(
  'search_docs',
  {
    kind: text('kind', { enum: searchKinds }).notNull(),
    id: uuid('id').notNull(),
    /** What results are gathered by: a thread, a benchmark, or the thing itself. */
    groupId: uuid('group_id').notNull(),
    audienceId: uuid('audience_id').notNull(),
    language: text('language', { enum: languages }).notNull(),
    /** Null where nobody may be named. */
    signedMemberId: uuid('signed_member_id'),
    tags: text('tags').array().notNull(),
    finished: boolean('finished').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    titleFold: text('title_fold').notNull(),
    /** Words of the body. */
    bodyLength: integer('body_length').notNull(),
    v: tsvector('v').notNull(),
    createdAt: at('created_at').notNull(),
    /** From then on it is shown no more. */
    expiresAt: at('expires_at'),
    writtenAt: at('written_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    index('search_docs_v').using('gin', t.v).with({ fastupdate: false }),
    index('search_docs_title').using('gin', sql`${t.titleFold} gin_trgm_ops`),
    index('search_docs_tags').using('gin', t.tags),
    index('search_docs_audience').on(t.audienceId, t.createdAt),
    index('search_docs_group').on(t.groupId),
  ],
);

/** In how many documents open to all members a lexeme stands: in any place, in a title, in a body. */
export const searchTerms = pgTable(
  'search_terms',
  {
    language: text('language', { enum: languages }).notNull(),
    lexeme: text('lexeme').notNull(),
    documents: integer('documents').notNull(),
    titles: integer('titles').notNull(),
    bodies: integer('bodies').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.language, t.lexeme] })],
);

/** Words as they are written in documents open to all members, of those that stand in several: what a slip is mended to. */
export const searchWords = pgTable(
  'search_words',
  {
    word: text('word').primaryKey(),
    documents: integer('documents').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('search_words_word').using('gin', sql`${t.word} gin_trgm_ops`)],
);

/** What the statistics were counted from, for each language. */
export const searchTotals = pgTable('search_totals', {
  language: text('language', { enum: languages }).primaryKey(),
  documents: integer('documents').notNull(),
  /** Mean number of words in a body. */
  bodyLength: doublePrecision('body_length').notNull(),
  /** Changes with every document that is open to all. */
  mark: text('mark').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});
