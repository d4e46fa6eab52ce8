import { Type, type Static } from 'typebox';
import { audience, audienceBrief } from '../circles/contract.ts';
import { amountBands, conflicts, evidence, evidenceInput, relations } from '../evidence/contract.ts';
import {
  idParams,
  instant,
  language,
  line,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';
import { memberBrief } from '../members/contract.ts';
import { amountMinor, currency, paidPer } from '../money.ts';
import { providerBrief, sizeBands } from '../providers/contract.ts';
import { againAnswers } from '../threads/outcome-contract.ts';
import { benchmarkStates } from './brief.ts';
import { benchmarkCategories, frame, frameInput } from './frame.ts';

export const needMax = 200;
export const descriptionMax = 2000;
export const criterionNameMax = 120;
export const criterionNoteMax = 300;
export const criterionQuestionMax = 200;
export const evidenceExpectedMax = 200;
export const anchorWordsMax = 120;
export const unitMax = 20;
export const productMax = 120;
export const commentMax = 1000;
/** More criteria or options than these are not compared by anybody, only typed. */
export const criteriaMax = 40;
export const optionsMax = 30;
/** Numbers beyond this are typing mistakes, and would drown the others. */
export const valueMax = 1e12;
/** A reader's weight of a criterion, on the slider. */
export const weightMax = 100;
export const weightDefault = 50;

export const criterionKinds = ['rating', 'price', 'number', 'yesno'] as const;
export type CriterionKind = (typeof criterionKinds)[number];
export const directions = ['benefit', 'cost'] as const;

const weight = Type.Integer({ minimum: 0, maximum: weightMax });
const number = Type.Number({ minimum: -valueMax, maximum: valueMax });

const criterionFields = {
  name: Type.String(),
  /** A line that makes the name precise, or says it in the other language. */
  note: Type.String(),
  /** What whoever evaluates asks themselves, in a sentence. */
  question: Type.String(),
  /** What an answer should rest on. */
  evidence_expected: Type.String(),
  kind: oneOf(criterionKinds),
  direction: oneOf(directions),
  /** Of a number only. */
  unit: Type.String(),
  /** Of a price only. */
  currency: nullable(currency),
  per: nullable(oneOf(paidPer)),
  /**
   * The two anchors of the scale: the value at one end and at the other, `low` below `high`, and what each means in
   * words. A rating goes from 1 to 5, yes or no from 0 to 1; a price is in minor units, VAT excluded.
   */
  low: Type.Number(),
  high: Type.Number(),
  low_words: Type.String(),
  high_words: Type.String(),
  /** The worst value that still passes: who is worse is not ranked. Null where nothing knocks out. */
  knockout: nullable(Type.Number()),
  /** The weight that whoever opened the benchmark proposes. */
  weight,
};
export const criterion = object({ id: uuid, ...criterionFields });
export type Criterion = Static<typeof criterion>;

/** A criterion as it is written; `id` names one that stands already. Anchors are mandatory for prices and numbers. */
export const criterionInput = object({
  id: Type.Optional(uuid),
  name: line(criterionNameMax, 1),
  note: Type.Optional(line(criterionNoteMax)),
  question: Type.Optional(line(criterionQuestionMax)),
  evidence_expected: Type.Optional(line(evidenceExpectedMax)),
  kind: oneOf(criterionKinds),
  direction: Type.Optional(oneOf(directions)),
  unit: Type.Optional(line(unitMax)),
  currency: Type.Optional(nullable(currency)),
  per: Type.Optional(nullable(oneOf(paidPer))),
  low: Type.Optional(nullable(number)),
  high: Type.Optional(nullable(number)),
  low_words: Type.Optional(line(anchorWordsMax)),
  high_words: Type.Optional(line(anchorWordsMax)),
  knockout: Type.Optional(nullable(number)),
  weight: Type.Optional(weight),
});
export type CriterionInput = Static<typeof criterionInput>;

/** A provider that is compared, perhaps with one product or plan of it. */
export const option = object({
  id: uuid,
  provider: object({ ...providerBrief.properties, natural_person: Type.Boolean() }),
  product: Type.String(),
});
export type Option = Static<typeof option>;
const optionInput = object({
  id: Type.Optional(uuid),
  provider_id: uuid,
  product: Type.Optional(line(productMax)),
});
export type OptionInput = Static<typeof optionInput>;

/**
 * What the evaluations say of one option by one criterion. Each counts by its age and what its evidence is, one with a
 * conflict of interest nothing (`shared/benchmarks/raters.ts`); `counted` of them count, as much as `effective` alike ones.
 */
export const cell = object({
  option_id: uuid,
  criterion_id: uuid,
  /** The weighted mean and median of what counts; null without any. */
  mean: nullable(Type.Number()),
  median: nullable(Type.Number()),
  /**
   * What the ranking uses, null where nothing is known: of a rating, the mean drawn to the source's mark, or to the middle
   * of its scale; of any other kind the mean; without an evaluation that counts, what the source says.
   */
  value: nullable(Type.Number()),
  /** Of a rating, where `value` lies at 90 %. */
  low: nullable(Type.Number()),
  high: nullable(Type.Number()),
  counted: Type.Integer(),
  effective: Type.Number(),
  /** When the oldest and the newest of what counts was submitted. */
  oldest_at: nullable(instant),
  newest_at: nullable(instant),
  /** What the published source of the benchmark says. */
  source: nullable(Type.Number()),
  /** Known values that a conflict of interest leaves out. */
  left_out: Type.Integer(),
  unknown: Type.Integer(),
  quotation: Type.Integer(),
});
export type Cell = Static<typeof cell>;

/**
 * Who would work with an option again, by evaluations without a conflict of interest: the share, partly as half, and its
 * lower bound at 95 % (Wilson).
 */
const optionAgain = object({
  yes: Type.Integer(),
  partly: Type.Integer(),
  no: Type.Integer(),
  share: Type.Number(),
  low: Type.Number(),
});
export type OptionAgain = Static<typeof optionAgain>;

/** A cell by which the reader's own value and the mean of the others', `counted` of them, lie far apart. */
const cellDifference = object({
  option_id: uuid,
  criterion_id: uuid,
  own: Type.Number(),
  others: Type.Number(),
  counted: Type.Integer(),
});
export type CellDifference = Static<typeof cellDifference>;

/**
 * How far members agree: Krippendorff's alpha of their ratings, null where fewer than 2 rated the same 5 cells; of how
 * many members and cells.
 */
const agreement = object({
  alpha: nullable(Type.Number()),
  raters: Type.Integer(),
  cells: Type.Integer(),
});

/** What an answer rests on. Members counted once, cases and engagements as declared; dates of submission. */
export const basis = object({
  evaluation_count: Type.Integer(),
  member_count: Type.Integer(),
  finished_count: Type.Integer(),
  conflict_count: Type.Integer(),
  oldest_at: nullable(instant),
  newest_at: nullable(instant),
});
export type Basis = Static<typeof basis>;

export const valueStatuses = ['known', 'unknown', 'quotation'] as const;
/** Steps of a plan: nobody reads more. */
export const stepsMax = 6;
export const monthsMax = 120;
export const volumeMax = 1_000_000_000;
export const internalDaysMax = 10_000;
/** Millionths of the currency for one use, at most a thousand of it. */
const micros = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const volume = Type.Integer({ minimum: 0, maximum: volumeMax });

/**
 * What a price paid once is made of, where it is detailed: amounts in minor units, unit prices in millionths, all with or
 * without VAT. A part that is left out is none. A step of a plan is paid each month; without `overage` it sells no more than
 * it includes.
 */
export const priceParts = object({
  one_off: Type.Optional(amountMinor),
  recurring: Type.Optional(object({ minor: amountMinor, per: oneOf(['month', 'year']) })),
  per_use: Type.Optional(micros),
  steps: Type.Optional(
    Type.Array(object({ base: amountMinor, included: volume, overage: nullable(micros) }), {
      minItems: 1,
      maxItems: stepsMax,
    }),
  ),
  internal_days: Type.Optional(Type.Number({ minimum: 0, maximum: internalDaysMax })),
  exit: Type.Optional(amountMinor),
  vat_included: Type.Optional(Type.Boolean()),
});
export type PriceParts = Static<typeof priceParts>;

const vatChoices = ['excluded', 'included'] as const;
const termFields = {
  months: Type.Integer({ minimum: 1, maximum: monthsMax }),
  volume,
  day_rate: amountMinor,
  vat: oneOf(vatChoices),
};
/** What a reader counts a detailed price with: months, uses a month, minor units for a day of one's own people, VAT. */
export const terms = object(termFields);
export type Terms = Static<typeof terms>;
/** Terms of an address; those that are not named are the reader's own. */
export const termsQuery = {
  months: Type.Optional(termFields.months),
  volume: Type.Optional(termFields.volume),
  day_rate: Type.Optional(termFields.day_rate),
  vat: Type.Optional(termFields.vat),
};

/** `value` is a rating 1 to 5, minor units of the criterion's currency, a number, or 0 and 1 for no and yes. */
const value = object({
  criterion_id: uuid,
  status: oneOf(valueStatuses),
  value: nullable(number),
  /** Of a detailed price; `value` is then its total by the usual terms. */
  parts: nullable(priceParts),
});
export type Value = Static<typeof value>;

/**
 * One member's judgement of one option, or the source's (member null). `saw_others` marks one that was begun after
 * its member had seen results. `submitted_at` is null while it is under way, which only its member sees.
 */
export const evaluation = object({
  id: uuid,
  option_id: uuid,
  member: nullable(memberBrief),
  mine: Type.Boolean(),
  relation: oneOf(relations),
  conflict: oneOf(conflicts),
  /** Whether the member would work with the provider again; null without an answer. */
  again: nullable(oneOf(againAnswers)),
  comment: Type.String(),
  saw_others: Type.Boolean(),
  values: Type.Array(value),
  evidence: nullable(evidence),
  version: Type.Integer(),
  began_at: instant,
  submitted_at: nullable(instant),
});
export type Evaluation = Static<typeof evaluation>;

/**
 * A benchmark in the directory. `freshest_at` is when its latest evaluation was submitted; it is `stale` when it
 * still collects and that, or else its opening, lies 18 months back.
 */
export const benchmarkRow = object({
  id: uuid,
  need: Type.String(),
  language,
  audience: audienceBrief,
  category: frame.category,
  company_size: frame.company_size,
  budget: frame.budget,
  state: oneOf(benchmarkStates),
  stale: Type.Boolean(),
  source: nullable(Type.String()),
  option_count: Type.Integer(),
  criterion_count: Type.Integer(),
  evaluation_count: Type.Integer(),
  member_count: Type.Integer(),
  finished_count: Type.Integer(),
  freshest_at: nullable(instant),
  created_at: instant,
});
export type BenchmarkRow = Static<typeof benchmarkRow>;

export const benchmark = object({
  id: uuid,
  need: Type.String(),
  description: Type.String(),
  language,
  audience,
  ...frame,
  state: oneOf(benchmarkStates),
  /** The case it was opened from, for those who may read it. */
  case: nullable(object({ id: uuid, title: Type.String() })),
  opened_by: memberBrief,
  /** Where the marks come from when no member gave them. */
  source: nullable(object({ name: Type.String(), url: Type.String() })),
  chosen_option_id: nullable(uuid),
  criteria: Type.Array(criterion),
  options: Type.Array(object({ ...option.properties, again: nullable(optionAgain) })),
  agreement,
  /** Of every option by every criterion; of one's own evaluations alone while `sees` is `own`. */
  cells: Type.Array(cell),
  /** `own` for a member with an evaluation under way: the others' values appear when it is submitted. */
  sees: oneOf(['all', 'own']),
  basis,
  mine: Type.Array(evaluation),
  /** Where the reader's submitted evaluations differ most from the others', three at most; none while `sees` is `own`. */
  differs: Type.Array(cellDifference),
  weights: Type.Array(object({ criterion_id: uuid, weight })),
  weights_from: oneOf(['mine', 'benchmark']),
  /** What detailed prices are counted with, and whether there are any. */
  terms,
  detailed: Type.Boolean(),
  /** The mean of the weights that readers of the benchmark keep, in percent; null unless three of them keep some. */
  group_weights: nullable(
    object({
      member_count: Type.Integer(),
      weights: Type.Array(object({ criterion_id: uuid, weight: Type.Number() })),
    }),
  ),
  version: Type.Integer(),
  head: Type.Integer(),
  created_at: instant,
  closed_at: nullable(instant),
  can: object({
    edit: Type.Boolean(),
    add_option: Type.Boolean(),
    evaluate: Type.Boolean(),
    close: Type.Boolean(),
    reopen: Type.Boolean(),
  }),
});
export type Benchmark = Static<typeof benchmark>;

export const benchmarkOrders = ['fresh', 'evidence', 'need'] as const;

/** The directory: latest first, most finished cases and engagements first, or by need; `q` finds words of the need. */
export const listBenchmarks = route({
  method: 'GET',
  path: '/api/benchmarks',
  access: 'member',
  rate: 'read',
  query: object({
    ...pageQuery,
    q: Type.Optional(line(needMax)),
    order: Type.Optional(oneOf(benchmarkOrders)),
    state: Type.Optional(oneOf(benchmarkStates)),
    category: Type.Optional(oneOf(benchmarkCategories)),
    size: Type.Optional(oneOf(sizeBands)),
    /** Budgets that reach into the band, by what the first year costs; whatever the currency. */
    budget: Type.Optional(oneOf(amountBands)),
    stale: Type.Optional(Type.Literal('1')),
    circle_id: Type.Optional(uuid),
    mine: Type.Optional(Type.Literal('1')),
  }),
  reply: { 200: page(benchmarkRow) },
});

/** Opens a benchmark alone or from a case that the member reads, for all members or one circle of theirs. */
export const openBenchmark = route({
  method: 'POST',
  path: '/api/benchmarks',
  access: 'member',
  rate: 'write',
  idempotent: true,
  body: object({
    need: line(needMax, 1),
    description: Type.Optional(line(descriptionMax)),
    audience_id: Type.Optional(uuid),
    thread_id: Type.Optional(uuid),
    language: Type.Optional(language),
    ...frameInput,
    criteria: Type.Array(criterionInput, { minItems: 1, maxItems: criteriaMax }),
    options: Type.Optional(Type.Array(optionInput, { maxItems: optionsMax })),
  }),
  reply: { 201: benchmark },
});

export const getBenchmark = route({
  method: 'GET',
  path: '/api/benchmarks/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  query: object(termsQuery),
  reply: { 200: benchmark },
});

/**
 * Changes a benchmark. `criteria` and `options` are given whole: those without `id` are new, those missing are
 * retired. `version` is the one that was edited: another edit in between answers 409 with `current`.
 */
export const editBenchmark = route({
  method: 'PATCH',
  path: '/api/benchmarks/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    need: Type.Optional(line(needMax, 1)),
    description: Type.Optional(line(descriptionMax)),
    ...frameInput,
    criteria: Type.Optional(Type.Array(criterionInput, { minItems: 1, maxItems: criteriaMax })),
    options: Type.Optional(Type.Array(optionInput, { maxItems: optionsMax })),
    state: Type.Optional(oneOf(benchmarkStates)),
    chosen_option_id: Type.Optional(nullable(uuid)),
  }),
  reply: { 200: benchmark },
});

/**
 * Stale benchmarks that the member could refresh: they collect, and a finished case of the member's, newer than the last
 * evidence, chose a provider compared there (`provider`) or is tagged with its category. The longest stale first.
 */
export const listBenchmarksToRefresh = route({
  method: 'GET',
  path: '/api/benchmarks/to-refresh',
  access: 'member',
  rate: 'read',
  reply: {
    200: object({
      items: Type.Array(
        object({
          id: uuid,
          need: Type.String(),
          language,
          last_at: instant,
          case: object({ id: uuid, title: Type.String() }),
          provider: nullable(Type.String()),
        }),
      ),
      next: Type.Null(),
    }),
  },
});
export type BenchmarkToRefresh = Static<(typeof listBenchmarksToRefresh.reply)[200]>['items'][number];

/** A criterion that benchmarks were given after they had been opened. `benchmark_count` of them, newest first. */
const lateCriterion = object({ ...criterionFields, language, benchmark_count: Type.Integer() });
export type LateCriterion = Static<typeof lateCriterion>;

/**
 * What earlier benchmarks of a category noticed late: criteria that were added after the opening, each name once, from
 * benchmarks that the member reads; what was added most often first.
 */
export const listLateCriteria = route({
  method: 'GET',
  path: '/api/benchmarks/late-criteria',
  access: 'member',
  rate: 'read',
  query: object({ category: oneOf(benchmarkCategories) }),
  reply: { 200: object({ items: Type.Array(lateCriterion), next: Type.Null() }) },
});

/** Any reader may add an option while the benchmark collects. 422 `repeated` for a provider and product that stand already. */
export const addOption = route({
  method: 'POST',
  path: '/api/benchmarks/:id/options',
  access: 'member',
  rate: 'write',
  idempotent: true,
  params: idParams,
  body: object({ provider_id: uuid, product: Type.Optional(line(productMax)) }),
  reply: { 201: benchmark },
});

/** Evaluations behind an option, or behind one cell, newest first; one's own alone while one is under way. */
export const listEvaluations = route({
  method: 'GET',
  path: '/api/benchmarks/:id/evaluations',
  access: 'member',
  rate: 'read',
  params: idParams,
  query: object({
    ...pageQuery,
    option_id: Type.Optional(uuid),
    criterion_id: Type.Optional(uuid),
  }),
  reply: { 200: page(evaluation) },
});

/**
 * Writes the member's one evaluation of an option, whole. With `submit` it counts and others see it; without, it
 * stays under way. One that was submitted stays so. `version` is the one that was edited.
 */
export const evaluate = route({
  method: 'PUT',
  path: '/api/benchmarks/:id/evaluations',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    option_id: uuid,
    relation: Type.Optional(oneOf(relations)),
    conflict: Type.Optional(oneOf(conflicts)),
    /** Of a natural person, `no` is refused: there is no field for criticism of one. */
    again: Type.Optional(nullable(oneOf(againAnswers))),
    /** Refused for a natural person: there is no field for criticism of one. */
    comment: Type.Optional(line(commentMax)),
    values: Type.Array(
      object({
        criterion_id: uuid,
        status: oneOf(valueStatuses),
        value: Type.Optional(nullable(number)),
        /** In place of `value`, of a price paid once. */
        parts: Type.Optional(nullable(priceParts)),
      }),
      { maxItems: criteriaMax },
    ),
    evidence: Type.Optional(nullable(evidenceInput)),
    submit: Type.Optional(Type.Boolean()),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  reply: { 200: evaluation },
});

const evaluationParams = object({ id: uuid, evaluation_id: uuid });

/** Withdraws one's own evaluation, under way or submitted, and its evidence. */
export const withdrawEvaluation = route({
  method: 'DELETE',
  path: '/api/benchmarks/:id/evaluations/:evaluation_id',
  access: 'member',
  rate: 'write',
  params: evaluationParams,
  reply: { 204: null },
});

/**
 * Keeps the reader's weights of this benchmark; an empty list goes back to those that it proposes. `terms` are kept with
 * them, null goes back to the usual ones; left out, they stay.
 */
export const keepWeights = route({
  method: 'PUT',
  path: '/api/benchmarks/:id/weights',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    weights: Type.Array(object({ criterion_id: uuid, weight }), { maxItems: criteriaMax }),
    terms: Type.Optional(nullable(terms)),
  }),
  reply: {
    200: object({
      weights: Type.Array(object({ criterion_id: uuid, weight })),
      weights_from: oneOf(['mine', 'benchmark']),
    }),
  },
});
