import { Type, type Static } from 'typebox';
import { audienceBrief } from '../circles/contract.ts';
import { day, instant, line, nullable, object, oneOf, page, pageQuery, route, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';
import { tagMax } from '../threads/contract.ts';

/** Signs of a query at most: a long sentence. */
const queryMax = 300;
/** Counts stop here: nobody reads further. */
export const countMax = 100;

/** What is searched. A reply, outcome and question belong to a thread, a criterion to a benchmark. */
export const searchKinds = [
  'thread',
  'post',
  'outcome',
  'question',
  'benchmark',
  'criterion',
  'provider',
  'card',
  'member',
] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What results are gathered by. */
export const groupKinds = ['thread', 'benchmark', 'provider', 'card', 'member'] as const;
export type GroupKind = (typeof groupKinds)[number];

const searchStates = ['open', 'finished'] as const;

/** A piece of a text as it was written, and whether the query found it. */
const segment = object({ text: Type.String(), mark: Type.Boolean() });
export type Segment = Static<typeof segment>;

/** One thread, benchmark, provider, card or member, with the passage that answers best. */
const searchHit = object({
  kind: oneOf(groupKinds),
  id: uuid,
  title: Type.Array(segment),
  /** Where the passage stands: what it is, and of a reply its position. */
  found: oneOf(searchKinds),
  position: nullable(Type.Integer()),
  passage: Type.Array(segment),
  language: Type.String(),
  audience: audienceBrief,
  author: nullable(memberBrief),
  tags: Type.Array(Type.String()),
  finished: Type.Boolean(),
  created_at: instant,
});
export type SearchHit = Static<typeof searchHit>;

/**
 * Searches what the member may read, best first, or the latest first with `sort=date`. In `q`, "…" is a phrase, -word
 * leaves out, and author: tag: circle: kind: lang: before: after: is:finished has:benchmark title: narrow it; the
 * parameters beside it do the same. With `typing` the last word may be the beginning of one. Counts stop at 100.
 */
export const search = route({
  method: 'GET',
  path: '/api/search',
  access: 'member',
  rate: 'read',
  query: object({
    ...pageQuery,
    q: line(queryMax),
    kind: Type.Optional(oneOf(groupKinds)),
    circle_id: Type.Optional(uuid),
    tag: Type.Optional(line(tagMax)),
    state: Type.Optional(oneOf(searchStates)),
    since: Type.Optional(day),
    until: Type.Optional(day),
    sort: Type.Optional(oneOf(['relevance', 'date'])),
    typing: Type.Optional(Type.Literal('1')),
    /** Searches what was typed, also where a slip seems likely. */
    as_typed: Type.Optional(Type.Literal('1')),
  }),
  reply: {
    200: object({
      ...page(searchHit).properties,
      total: Type.Integer(),
      counts: Type.Array(object({ kind: oneOf(groupKinds), count: Type.Integer() })),
      /** The query that was searched instead of what was typed; null where they are the same. */
      corrected: nullable(Type.String()),
    }),
  },
});
export type SearchReply = Static<(typeof search.reply)[200]>;
