import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { answerSources } from '@cenacle/shared/benchmarks/answers-contract.ts';
import { benchmarkStates } from '@cenacle/shared/benchmarks/brief.ts';
import {
  criterionKinds,
  directions,
  valueStatuses,
  type PriceParts,
} from '@cenacle/shared/benchmarks/contract.ts';
import { benchmarkCategories } from '@cenacle/shared/benchmarks/frame.ts';
import { conflicts, relations } from '@cenacle/shared/evidence/contract.ts';
import { languages } from '@cenacle/shared/http.ts';
import { currencies, paidPer } from '@cenacle/shared/money.ts';
import { sizeBands } from '@cenacle/shared/providers/contract.ts';
import { againAnswers } from '@cenacle/shared/threads/outcome-contract.ts';
import { audiences } from '../circles/schema.ts';
import { evidence } from '../evidence/schema.ts';
import { at, members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { threads } from '../threads/schema.ts';

/** `change_seq` is taken under the row's lock by whoever writes in the benchmark. */
export const benchmarks = pgTable(
  'benchmarks',
  {
    id: uuid('id').primaryKey(),
    audienceId: uuid('audience_id')
      .notNull()
      .references(() => audiences.id),
    threadId: uuid('thread_id').references(() => threads.id),
    need: text('need').notNull(),
    description: text('description').notNull().default(''),
    language: text('language', { enum: languages }).notNull(),
    category: text('category', { enum: benchmarkCategories }),
    sector: text('sector').notNull().default(''),
    companySize: text('company_size', { enum: sizeBands }),
    budgetMinMinor: bigint('budget_min_minor', { mode: 'number' }),
    budgetMaxMinor: bigint('budget_max_minor', { mode: 'number' }),
    budgetCurrency: text('budget_currency', { enum: currencies }),
    budgetPer: text('budget_per', { enum: paidPer }),
    deadline: date('deadline', { mode: 'string' }),
    mustHaves: text('must_haves').array().notNull().default([]),
    state: text('state', { enum: benchmarkStates }).notNull().default('collecting'),
    /** Where the marks come from when no member gave them. */
    sourceName: text('source_name'),
    sourceUrl: text('source_url'),
    /** One of its options; no foreign key, since each would name the other. */
    chosenOptionId: uuid('chosen_option_id'),
    openedBy: uuid('opened_by')
      .notNull()
      .references(() => members.id),
    version: integer('version').notNull().default(1),
    changeSeq: integer('change_seq').notNull().default(0),
    closedAt: at('closed_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('benchmarks_audience').on(t.audienceId, t.createdAt, t.id),
    index('benchmarks_thread').on(t.threadId),
  ],
);

export const criteria = pgTable(
  'criteria',
  {
    id: uuid('id').primaryKey(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    note: text('note').notNull().default(''),
    question: text('question').notNull().default(''),
    evidenceExpected: text('evidence_expected').notNull().default(''),
    kind: text('kind', { enum: criterionKinds }).notNull(),
    direction: text('direction', { enum: directions }).notNull(),
    unit: text('unit').notNull().default(''),
    currency: text('currency', { enum: currencies }),
    per: text('per', { enum: paidPer }),
    low: doublePrecision('low').notNull(),
    high: doublePrecision('high').notNull(),
    lowWords: text('low_words').notNull().default(''),
    highWords: text('high_words').notNull().default(''),
    knockout: doublePrecision('knockout'),
    weight: integer('weight').notNull(),
    retiredAt: at('retired_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('criteria_benchmark').on(t.benchmarkId, t.position)],
);

export const options = pgTable(
  'options',
  {
    id: uuid('id').primaryKey(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.id),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    product: text('product').notNull().default(''),
    position: integer('position').notNull(),
    retiredAt: at('retired_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('options_benchmark').on(t.benchmarkId, t.position),
    index('options_provider').on(t.providerId),
  ],
);

/** One member's judgement of one option; without a member it is the source's. Under way until submitted. */
export const evaluations = pgTable(
  'evaluations',
  {
    id: uuid('id').primaryKey(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.id),
    optionId: uuid('option_id')
      .notNull()
      .references(() => options.id),
    memberId: uuid('member_id').references(() => members.id),
    relation: text('relation', { enum: relations }).notNull(),
    conflict: text('conflict', { enum: conflicts }).notNull(),
    again: text('again', { enum: againAnswers }),
    comment: text('comment').notNull().default(''),
    sawOthers: boolean('saw_others').notNull(),
    evidenceId: uuid('evidence_id').references(() => evidence.id),
    version: integer('version').notNull().default(1),
    submittedAt: at('submitted_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('evaluations_member').on(t.optionId, t.memberId),
    index('evaluations_benchmark').on(t.benchmarkId, t.submittedAt),
    index('evaluations_evidence').on(t.evidenceId),
    index('evaluations_by').on(t.memberId),
  ],
);

/** `number` holds ratings, numbers and yes or no (1, 0); prices are minor units. Both are null unless known. */
export const evaluationValues = pgTable(
  'evaluation_values',
  {
    evaluationId: uuid('evaluation_id')
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    criterionId: uuid('criterion_id')
      .notNull()
      .references(() => criteria.id),
    status: text('status', { enum: valueStatuses }).notNull(),
    number: doublePrecision('number'),
    amountMinor: bigint('amount_minor', { mode: 'number' }),
    /** Of a detailed price, whose amount is then the total by the usual terms. */
    parts: jsonb('parts').$type<PriceParts>(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.evaluationId, t.criterionId] }),
    index('evaluation_values_criterion').on(t.criterionId),
  ],
);

export const weights = pgTable(
  'weights',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    criterionId: uuid('criterion_id')
      .notNull()
      .references(() => criteria.id),
    weight: integer('weight').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.criterionId] }), index('weights_criterion').on(t.criterionId)],
);

/** What a member counts the detailed prices of a benchmark with. */
export const costTerms = pgTable(
  'cost_terms',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.id),
    months: integer('months').notNull(),
    volume: integer('volume').notNull(),
    dayRateMinor: bigint('day_rate_minor', { mode: 'number' }).notNull(),
    withVat: boolean('with_vat').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.benchmarkId] }),
    index('cost_terms_benchmark').on(t.benchmarkId),
  ],
);

/**
 * Who was shown others' values of a benchmark, and since when: what marks an evaluation as begun after. Written by
 * reading, like the renewal of a session.
 */
export const benchmarkLooks = pgTable(
  'benchmark_looks',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.id),
    firstAt: at('first_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.benchmarkId] })],
);

/** A provider that answers from elsewhere name: proposed to those who read the benchmark, and evidence of nothing. */
export const candidates = pgTable(
  'candidates',
  {
    id: uuid('id').primaryKey(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.id),
    providerId: uuid('provider_id')
      .notNull()
      .references(() => providers.id),
    accepted: boolean('accepted'),
    settledBy: uuid('settled_by').references(() => members.id),
    settledAt: at('settled_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('candidates_provider').on(t.benchmarkId, t.providerId),
    index('candidates_by_provider').on(t.providerId),
  ],
);

/** One sentence that names a candidate, once however often it was pasted. */
export const candidateMentions = pgTable(
  'candidate_mentions',
  {
    candidateId: uuid('candidate_id')
      .notNull()
      .references(() => candidates.id, { onDelete: 'cascade' }),
    /** SHA-256 of the folded sentence. */
    digest: text('digest').notNull(),
    source: text('source', { enum: answerSources }).notNull(),
    note: text('note').notNull().default(''),
    excerpt: text('excerpt').notNull(),
    reason: boolean('reason').notNull(),
    addedBy: uuid('added_by')
      .notNull()
      .references(() => members.id),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.candidateId, t.digest] })],
);
