import { Type, type Static } from 'typebox';
import { day, idParams, instant, line, nullable, object, oneOf, route, uuid } from '../http.ts';
import { amountMinor, currency, paidPer } from '../money.ts';
import { providerBrief } from '../providers/contract.ts';
import { check } from './check-contract.ts';
import { helpfulMax } from './helpful-contract.ts';
import { voice } from './voice.ts';

export const decisionMax = 2000;
export const resultMax = 2000;
export const questionMax = 200;
/** Questions that were not asked: a page of them teaches nobody. */
export const questionsMax = 12;
export const chosenProvidersMax = 10;
export const durationCountMax = 1000;

export const againAnswers = ['yes', 'partly', 'no'] as const;
export type Again = (typeof againAnswers)[number];

export const durationUnits = ['day', 'week', 'month', 'year'] as const;
export type DurationUnit = (typeof durationUnits)[number];

/** What it cost, VAT excluded, in minor units: an amount has both ends equal, a band without an end has none. */
export const cost = object({
  min_minor: amountMinor,
  max_minor: nullable(amountMinor),
  currency,
  per: oneOf(paidPer),
});
export type Cost = Static<typeof cost>;

const duration = object({
  count: Type.Integer({ minimum: 1, maximum: durationCountMax }),
  unit: oneOf(durationUnits),
});
export type Duration = Static<typeof duration>;

/** What closed a case. `superseded_at` is set on those that a reopening or a later revision put into the history. */
export const outcome = object({
  id: uuid,
  revision: Type.Integer(),
  author: voice,
  decision: Type.String(),
  result: Type.String(),
  again: oneOf(againAnswers),
  providers: Type.Array(providerBrief),
  cost: nullable(cost),
  duration: nullable(duration),
  finished_on: day,
  questions: Type.Array(object({ id: uuid, text: Type.String() })),
  created_at: instant,
  /** Whether it held, as its author said later; given with the last outcome of each closing. */
  checks: Type.Array(check),
  superseded_at: nullable(instant),
  /** Who corrected it or reopened the case; null while it stands, and where that was not noted. */
  superseded_by: nullable(voice),
  /** Whether the case was reopened after it, rather than the outcome corrected. */
  reopened: Type.Boolean(),
});
export type Outcome = Static<typeof outcome>;

/**
 * Closes a case with its outcome, or corrects the outcome of a finished one; what stood before stays in the
 * history. `revision` is the last one that the writer knew, also where a reopening put it into the history, and 0 for
 * none: another in between answers 409 with it as `current`.
 */
export const closeCase = route({
  method: 'PUT',
  path: '/api/threads/:id/outcome',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    decision: line(decisionMax, 1),
    again: oneOf(againAnswers),
    result: Type.Optional(line(resultMax)),
    provider_ids: Type.Optional(Type.Array(uuid, { maxItems: chosenProvidersMax, uniqueItems: true })),
    cost: Type.Optional(nullable(cost)),
    duration: Type.Optional(nullable(duration)),
    /** Today in the member's zone unless said otherwise; never in the future. */
    finished_on: Type.Optional(day),
    questions: Type.Optional(Type.Array(line(questionMax, 1), { maxItems: questionsMax })),
    /** Answers that helped; what was marked stays where this is not given. */
    helpful_post_ids: Type.Optional(Type.Array(uuid, { maxItems: helpfulMax, uniqueItems: true })),
    revision: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  reply: { 200: outcome },
});

/** Every outcome that the case has had, newest first; the one that stands has no `superseded_at`. */
export const listOutcomes = route({
  method: 'GET',
  path: '/api/threads/:id/outcomes',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: object({ items: Type.Array(outcome), next: Type.Null() }) },
});
