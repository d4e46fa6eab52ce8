import { Type, type Static } from 'typebox';
import { idParams, instant, line, nullable, object, oneOf, route, uuid } from '../http.ts';
import { providerBrief } from '../providers/contract.ts';

/** A long thread of comments; more is pasted in two goes. */
export const answersMax = 60_000;
export const answersNoteMax = 120;
/** One sentence of what was said: what is needed to see why, and no more of who said it. */
export const excerptMax = 220;

export const answerSources = ['linkedin', 'mail', 'whatsapp', 'list'] as const;
export type AnswerSource = (typeof answerSources)[number];

const mention = object({
  source: oneOf(answerSources),
  note: Type.String(),
  /** Empty for a natural person, of whom no free text is kept. */
  excerpt: Type.String(),
  /** Whether it says more than the name. */
  reason: Type.Boolean(),
  at: instant,
});

/**
 * A provider that answers from elsewhere name: proposed, never evidence. `accepted` is null until a member takes it among
 * the options or leaves it.
 */
const candidate = object({
  id: uuid,
  provider: providerBrief,
  named: Type.Integer(),
  reasons: Type.Integer(),
  mentions: Type.Array(mention),
  accepted: nullable(Type.Boolean()),
});
export type Candidate = Static<typeof candidate>;

/** Candidates of the benchmark: open ones first, then by how often they were named. */
export const listCandidates = route({
  method: 'GET',
  path: '/api/benchmarks/:id/candidates',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: object({ items: Type.Array(candidate), next: Type.Null() }) },
});

/**
 * Looks in pasted answers for providers of the directory. Of the text one sentence per provider and message is kept, without
 * addresses and senders; the same sentence again counts once. 409 `closed`.
 */
export const pasteAnswers = route({
  method: 'POST',
  path: '/api/benchmarks/:id/answers',
  access: 'member',
  rate: 'write',
  idempotent: true,
  params: idParams,
  body: object({
    source: oneOf(answerSources),
    note: Type.Optional(line(answersNoteMax)),
    text: line(answersMax, 1),
  }),
  reply: { 201: object({ messages: Type.Integer(), providers: Type.Integer(), mentions: Type.Integer() }) },
});

/** Takes a candidate among the options, or leaves it. 409 `closed`, 422 `too_many` where there is no room. */
export const settleCandidate = route({
  method: 'PUT',
  path: '/api/benchmarks/:id/candidates/:candidate_id',
  access: 'member',
  rate: 'write',
  params: object({ id: uuid, candidate_id: uuid }),
  body: object({ accepted: Type.Boolean() }),
  reply: { 204: null },
});
