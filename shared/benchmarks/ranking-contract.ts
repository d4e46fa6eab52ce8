import { Type, type Static } from 'typebox';
import { idParams, nullable, object, oneOf, route, uuid } from '../http.ts';
import { basis, criteriaMax, termsQuery } from './contract.ts';

const rankingReasons = [
  'no_option',
  'no_evidence',
  'single_option',
  'all_out',
  'too_little_known',
  'all_equal',
] as const;

/** Shares, scores and coverage are from 0 to 1. */
const ranking = object({
  weights_from: oneOf(['given', 'mine', 'benchmark']),
  sees: oneOf(['all', 'own']),
  weights: Type.Array(object({ criterion_id: uuid, weight: Type.Number() })),
  /** All weights were zero: every criterion counts the same. */
  equal_weights: Type.Boolean(),
  options: Type.Array(
    object({
      option_id: uuid,
      /** Null for an option of which too little is known, or that a knock-out leaves out. */
      rank: nullable(Type.Integer()),
      /** Criteria whose knock-out it fails, and those by which nobody knows yet whether it does. */
      failed: Type.Array(uuid),
      to_check: Type.Array(uuid),
      score: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      coverage: Type.Number(),
      contributions: Type.Array(
        object({
          criterion_id: uuid,
          value: nullable(Type.Number()),
          utility: nullable(Type.Number()),
          contribution: Type.Number(),
        }),
      ),
    }),
  ),
  reason: nullable(oneOf(rankingReasons)),
  lead: nullable(
    object({
      leader_ids: Type.Array(uuid),
      runner_up_id: nullable(uuid),
      robust: Type.Boolean(),
      flip: nullable(
        object({
          rival_id: uuid,
          criterion_id: uuid,
          weight: Type.Number(),
          direction: oneOf(['more', 'less']),
        }),
      ),
      /** The fewest points of weight, as a share, that must change hands for a rival to draw level. */
      transfer: nullable(
        object({
          rival_id: uuid,
          amount: Type.Number(),
          moves: Type.Array(object({ from_id: uuid, to_id: uuid, amount: Type.Number() })),
        }),
      ),
    }),
  ),
  /** How many of three methods put the same options first: the weighted sum, TOPSIS and PROMETHEE II. */
  methods: nullable(
    object({
      agree: Type.Integer(),
      of: Type.Integer(),
      leaders: Type.Array(
        object({ method: oneOf(['sum', 'topsis', 'promethee']), option_ids: Type.Array(uuid) }),
      ),
    }),
  ),
  /** Criteria whose utilities correlate over .9: what they measure counts twice. */
  alike: Type.Array(object({ criterion_ids: Type.Array(uuid), correlation: Type.Number() })),
  /** By the first price: what each ranked option costs and what it is worth by the other criteria; who beats whom on both. */
  price_quality: nullable(
    object({
      criterion_id: uuid,
      offers: Type.Array(object({ option_id: uuid, price: Type.Number(), quality: Type.Number() })),
      efficient: Type.Array(uuid),
      dominated: Type.Array(object({ id: uuid, by: uuid })),
    }),
  ),
  /** How often each ranked option is first, and takes each place, of drawn weightings; null unless asked for. */
  simulation: nullable(
    object({
      draws: Type.Integer(),
      options: Type.Array(
        object({
          option_id: uuid,
          first: object({ all: Type.Number(), order: Type.Number(), near: Type.Number() }),
          places: Type.Array(Type.Number()),
        }),
      ),
    }),
  ),
  basis,
});
export type RankingReply = Static<typeof ranking>;

/** Signs of `w` at most: every criterion's id, a colon and a weight. */
const weightsGivenMax = 60 * criteriaMax;

/**
 * The ranking by the weights of `w` (`CRITERION:WEIGHT,…`, numbers from 0 that need not sum to anything; a criterion not
 * named counts nothing), else by the reader's own, else by those that the benchmark proposes. With `simulate`, also how
 * often each option is first by drawn weightings.
 */
export const getRanking = route({
  method: 'GET',
  path: '/api/benchmarks/:id/ranking',
  access: 'member',
  rate: 'read',
  params: idParams,
  query: object({
    w: Type.Optional(Type.String({ maxLength: weightsGivenMax })),
    simulate: Type.Optional(Type.Literal('1')),
    ...termsQuery,
  }),
  reply: { 200: ranking },
});
