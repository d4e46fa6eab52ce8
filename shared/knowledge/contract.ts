import { Type, type Static } from 'typebox';
import { benchmarkBrief } from '../benchmarks/brief.ts';
import {
  day,
  idParams,
  instant,
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
import { providerBrief } from '../providers/contract.ts';
import { tagMax } from '../threads/contract.ts';
import { held } from '../threads/check-contract.ts';
import { againAnswers } from '../threads/outcome-contract.ts';

/** Cases that open a tag at most: what one reads before the others. */
export const pinsMax = 5;

const tag = line(tagMax, 1);

/** Tags of the finished cases that the reader reads, those with most cases first. */
export const listKnowledge = route({
  method: 'GET',
  path: '/api/knowledge',
  access: 'member',
  rate: 'read',
  reply: {
    200: object({
      items: Type.Array(
        object({ tag: Type.String(), case_count: Type.Integer(), question_count: Type.Integer() }),
      ),
      next: Type.Null(),
    }),
  },
});

/** A finished case as knowledge: what was decided, and what one should have asked. */
export const finding = object({
  id: uuid,
  title: Type.String(),
  language: Type.String(),
  author: nullable(memberBrief),
  decision: Type.String(),
  again: oneOf(againAnswers),
  finished_on: day,
  /** Whether it held, as its author last said. */
  held: nullable(held),
  providers: Type.Array(providerBrief),
  questions: Type.Array(Type.String()),
  tags: Type.Array(Type.String()),
  /** Its place among those that open the tag, from 1; null for the others. */
  pin: nullable(Type.Integer()),
});
export type Finding = Static<typeof finding>;

/** Finished cases that the reader reads, of one tag or of all: those that open the tag in their order, then the last finished. */
export const listFindings = route({
  method: 'GET',
  path: '/api/knowledge/cases',
  access: 'member',
  rate: 'read',
  query: object({ ...pageQuery, tag: Type.Optional(tag) }),
  reply: {
    200: object({
      ...page(finding).properties,
      /** Benchmarks opened from cases of the tag, or that compare what they chose; on the first page. */
      benchmarks: Type.Array(benchmarkBrief),
      can: object({ pin: Type.Boolean() }),
    }),
  },
});

/** Says which cases open a tag, in their order. 422 at the ids of cases that are not finished, not of the tag, or not read. */
export const pinFindings = route({
  method: 'PUT',
  path: '/api/knowledge/pins',
  access: 'moderator',
  rate: 'write',
  tokens: false,
  body: object({ tag, thread_ids: Type.Array(uuid, { maxItems: pinsMax, uniqueItems: true }) }),
  reply: { 204: null },
});

/** What a member has really done, of what the reader may see; each list the latest first and cut short. */
export const getWork = route({
  method: 'GET',
  path: '/api/members/:id/work',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: {
    200: object({
      finished_cases: Type.Array(
        object({ id: uuid, title: Type.String(), finished_on: day, held: nullable(held) }),
      ),
      finished_case_count: Type.Integer(),
      evaluations: Type.Array(object({ benchmark: benchmarkBrief, count: Type.Integer() })),
      evaluation_count: Type.Integer(),
      vouches: Type.Array(
        object({ card_id: uuid, name: Type.String(), for_what: Type.String(), at: instant }),
      ),
      vouch_count: Type.Integer(),
    }),
  },
});
export type Work = Static<(typeof getWork.reply)[200]>;
