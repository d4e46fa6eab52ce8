import { Type, type Static } from 'typebox';
import { audienceBrief } from '../circles/contract.ts';
import { benchmarkBrief } from '../benchmarks/brief.ts';
import { conflicts, grades, relations } from '../evidence/contract.ts';
import { day, idParams, instant, line, nullable, object, oneOf, route, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';
import { providerUse } from '../threads/use-contract.ts';

export const replyTextMax = 2000;
export const replySourceMax = 200;

/** What a provider answers to what members say of it, as a member or moderator recorded it: beside the marks, never in them. */
const providerReply = object({
  id: uuid,
  text: Type.String(),
  /** Who said it, and how: « Direction commerciale, par e-mail ». */
  source: Type.String(),
  said_on: day,
  recorded_by: memberBrief,
  audience: audienceBrief,
  can: object({ remove: Type.Boolean() }),
});
export type ProviderReply = Static<typeof providerReply>;

/**
 * An evaluation beside a provider. `mark` is the mean of its marks from 1 to 5, null without any; `grade` what it rests on,
 * null where that was never declared.
 */
const providerEvaluation = object({
  id: uuid,
  benchmark: benchmarkBrief,
  product: Type.String(),
  member: nullable(memberBrief),
  relation: oneOf(relations),
  conflict: oneOf(conflicts),
  grade: nullable(oneOf(grades)),
  mark: nullable(Type.Number()),
  submitted_at: instant,
});
export type ProviderEvaluation = Static<typeof providerEvaluation>;

const providerRecord = object({
  /** Evaluations that the reader is shown, the latest submitted first; none of a benchmark in which they have one under way. */
  evaluations: Type.Array(providerEvaluation),
  /** What authors of finished cases said six and twelve months later, newest first. */
  uses: Type.Array(providerUse),
  replies: Type.Array(providerReply),
  /** Cards of its people that the reader sees. */
  cards: Type.Array(object({ id: uuid, person: Type.String(), for_what: Type.String() })),
});
export type ProviderRecord = Static<typeof providerRecord>;

/** What is known of a provider from members, of what the reader may see. A merged provider answers as the other one. */
export const getProviderRecord = route({
  method: 'GET',
  path: '/api/providers/:id/record',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: providerRecord },
});

/** Records a provider's reply, for all members unless said otherwise. 422 `in_the_future` at `said_on`. */
export const recordReply = route({
  method: 'POST',
  path: '/api/providers/:id/replies',
  access: 'member',
  rate: 'write',
  idempotent: true,
  params: idParams,
  body: object({
    text: line(replyTextMax, 1),
    source: line(replySourceMax, 1),
    said_on: day,
    audience_id: Type.Optional(uuid),
  }),
  reply: { 201: object({ id: uuid }) },
});

/** Takes a reply away: its recorder, or a moderator. */
export const removeReply = route({
  method: 'DELETE',
  path: '/api/providers/:id/replies/:reply_id',
  access: 'member',
  rate: 'write',
  params: object({ id: uuid, reply_id: uuid }),
  reply: { 204: null },
});
