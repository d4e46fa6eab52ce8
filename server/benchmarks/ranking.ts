import { answerOf, drawnOf, simulate } from '@cenacle/shared/benchmarks/answer.ts';
import { rankBenchmark } from '@cenacle/shared/benchmarks/cells.ts';
import type { Terms } from '@cenacle/shared/benchmarks/contract.ts';
import type { RankingReply } from '@cenacle/shared/benchmarks/ranking-contract.ts';
import { readWeights } from '@cenacle/shared/benchmarks/given-weights.ts';
import { invalid, notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { cellsOf } from './cells.ts';
import { findRanked } from './page-queries.ts';
import { findBenchmark, type CriterionRow } from './queries.ts';
import { noteShown } from './show.ts';
import { viewBasis, viewCriterion, viewTerms, viewWeights } from './view.ts';

/** The weights of an address, by criterion; 422 at `w` for what is none, or another benchmark's criterion. */
function givenWeights(text: string, criteria: CriterionRow[]): Map<string, number> {
  const weights = readWeights(text);
  if (!weights) throw invalid([{ field: 'w', code: 'bad_format' }]);
  const known = new Set(criteria.map(({ id }) => id));
  if (!weights.every(({ criterion_id: id }) => known.has(id)))
    throw invalid([{ field: 'w', code: 'unknown_reference' }]);
  return new Map(weights.map(({ criterion_id: id, weight }) => [id, weight]));
}

/** The ranking of a benchmark by the weights given, the member's own, or those that it proposes, with what was drawn where that is asked for. 404 unseen. */
export async function showRanking(
  services: Services,
  member: SignedMember,
  id: string,
  { w: given, simulate: isSimulated, ...terms }: { w?: string; simulate?: '1' } & Partial<Terms>,
): Promise<RankingReply> {
  const { db, clock } = services;
  const row = await findBenchmark(db, member, id);
  if (!row) throw notFound();
  const marks = await findRanked(db, member, id, row.sees);
  const { criteria, options, ownWeights, others } = marks;
  const kept = viewWeights(criteria, ownWeights);
  const weights =
    given === undefined
      ? new Map(kept.weights.map((each) => [each.criterion_id, each.weight]))
      : givenWeights(given, criteria);
  await noteShown(services, member, row, others);
  const seen = {
    criteria: criteria.map(viewCriterion),
    options,
    cells: cellsOf(options, criteria, marks, { now: clock(), terms: viewTerms(marks.ownTerms, terms) }),
  };
  const ranking = rankBenchmark(seen, weights);
  return {
    ...ranking,
    ...answerOf(seen.criteria, ranking),
    simulation: isSimulated ? simulate(drawnOf(seen.criteria, seen.cells, ranking)) : null,
    weights_from: given === undefined ? kept.weights_from : 'given',
    sees: row.sees,
    basis: viewBasis(marks),
  };
}
