import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { contactKinds, personStates, stances, vouchAgains } from '@cenacle/shared/cards/contract.ts';
import { conflicts, relations } from '@cenacle/shared/evidence/contract.ts';
import { languages } from '@cenacle/shared/http.ts';
import { spokenLanguages } from '@cenacle/shared/members/contract.ts';
import { audiences } from '../circles/schema.ts';
import { evidence } from '../evidence/schema.ts';
import { at, members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { posts } from '../threads/schema.ts';

/**
 * Cards, each in one audience. One that names a person is seen by its owner alone until that person was told. An erased
 * one keeps its id and nothing else, for the places where it was passed.
 */
export const cards = pgTable(
  'cards',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => members.id),
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    person: text('person').notNull().default(''),
    jobTitle: text('job_title').notNull().default(''),
    firm: text('firm').notNull().default(''),
    providerId: uuid('provider_id').references(() => providers.id),
    forWhat: text('for_what').notNull(),
    notForWhat: text('not_for_what').notNull().default(''),
    stance: text('stance', { enum: stances }).notNull(),
    priceMin: bigint('price_min', { mode: 'number' }),
    priceMax: bigint('price_max', { mode: 'number' }),
    area: text('area').notNull().default(''),
    languages: text('languages', { enum: spokenLanguages })
      .array()
      .notNull()
      .default(sql`'{}'`),
    source: text('source').notNull().default(''),
    personState: text('person_state', { enum: personStates }).notNull(),
    /** The mail that is telling the person; when it has been sent, a trigger turns `telling` into `told`. */
    noticeMailId: uuid('notice_mail_id'),
    noticeLanguage: text('notice_language', { enum: languages }),
    toldBy: text('told_by', { enum: ['mail', 'attestation'] }),
    toldOn: date('told_on', { mode: 'string' }),
    toldMeans: text('told_means').notNull().default(''),
    expiresAt: at('expires_at'),
    version: integer('version').notNull().default(1),
    /** To the millisecond, which is what the cursor of the deck holds. */
    createdAt: at('created_at')
      .notNull()
      .default(sql`date_trunc('milliseconds', now())`),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('cards_audience').on(t.audienceId, t.createdAt, t.id),
    // Read backwards, which is how `desc` without more sorts.
    index('cards_newest').on(t.createdAt, t.id),
    index('cards_owner').on(t.ownerId),
    index('cards_provider').on(t.providerId),
    index('cards_notice_mail').on(t.noticeMailId),
  ],
);

/** `key` is what two of the same are known by: `phone:+33…`, `email:…`, `website:…`. */
export const contactPoints = pgTable(
  'contact_points',
  {
    cardId: uuid('card_id')
      .notNull()
      .references(() => cards.id),
    position: integer('position').notNull(),
    kind: text('kind', { enum: contactKinds }).notNull(),
    raw: text('raw').notNull(),
    e164: text('e164'),
    key: text('key').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.cardId, t.position] }), index('contact_points_key').on(t.key)],
);

/** One member's vouch for one card, in the audience of the card. */
export const vouches = pgTable(
  'vouches',
  {
    id: uuid('id').primaryKey(),
    cardId: uuid('card_id')
      .notNull()
      .references(() => cards.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    evidenceId: uuid('evidence_id')
      .notNull()
      .references(() => evidence.id),
    forWhat: text('for_what').notNull(),
    relation: text('relation', { enum: relations }).notNull(),
    conflict: text('conflict', { enum: conflicts }).notNull(),
    again: text('again', { enum: vouchAgains }).notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('vouches_card_member').on(t.cardId, t.memberId),
    index('vouches_member').on(t.memberId),
    index('vouches_evidence').on(t.evidenceId),
  ],
);

/** To whom a card was passed: a member, an audience, or into a thread by a post. Nothing here widens who reads it. */
export const passes = pgTable(
  'passes',
  {
    id: uuid('id').primaryKey(),
    cardId: uuid('card_id')
      .notNull()
      .references(() => cards.id),
    fromId: uuid('from_id')
      .notNull()
      .references(() => members.id),
    toMemberId: uuid('to_member_id').references(() => members.id),
    toAudienceId: uuid('to_audience_id').references(() => audiences.id),
    postId: uuid('post_id').references(() => posts.id),
    note: text('note').notNull().default(''),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('passes_card').on(t.cardId),
    index('passes_member').on(t.toMemberId, t.id),
    index('passes_audience').on(t.toAudienceId, t.id),
    index('passes_post').on(t.postId),
    check('passes_one_target', sql`num_nonnulls(${t.toMemberId}, ${t.toAudienceId}, ${t.postId}) = 1`),
  ],
);

export const savedCards = pgTable(
  'saved_cards',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    cardId: uuid('card_id')
      .notNull()
      .references(() => cards.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.cardId] })],
);

/** Who had the contact points revealed, and when. The person may read it. */
export const reveals = pgTable(
  'reveals',
  {
    id: uuid('id').primaryKey(),
    cardId: uuid('card_id')
      .notNull()
      .references(() => cards.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('reveals_card').on(t.cardId, t.createdAt)],
);

/** Links that a card's person holds; only their hashes are kept. */
export const personTokens = pgTable(
  'person_tokens',
  {
    hash: text('hash').primaryKey(),
    cardId: uuid('card_id')
      .notNull()
      .references(() => cards.id),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('person_tokens_card').on(t.cardId)],
);
