import type { Benchmark, Evaluation } from '@cenacle/shared/benchmarks/contract.ts';
import type { Db } from '../database.ts';
import { notFound } from '../errors.ts';
import { findEvidence } from '../evidence/queries.ts';
import { viewEvidence } from '../evidence/view.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import {
  listMarks,
  listOwn,
  listValues,
  seesOf,
  type EvaluationRow,
  type Marks,
  type Sees,
} from './evaluation-queries.ts';
import { findBenchmark, findWeights, listCriteria, listOptions, noteLook } from './queries.ts';
import { viewBenchmark, viewEvaluation } from './view.ts';

/** Whether any of what is shown is another's, or the source's. */
const showsOthers = (member: SignedMember, { evaluations }: Marks): boolean =>
  evaluations.some(({ memberId, submittedAt }) => memberId !== member.id && submittedAt !== null);

/**
 * The marks that the member is shown. Showing others' values is noted: an evaluation that is begun afterwards is marked
 * as begun with the results in mind, and only the server can know what it gave to whom. This is the one thing that
 * reading writes here; it changes nothing that anybody else sees.
 */
export async function showMarks(
  services: Services,
  member: SignedMember,
  benchmarkId: string,
): Promise<{ marks: Marks; sees: Sees }> {
  const { db, clock } = services;
  const sees = await seesOf(db, member, benchmarkId);
  const marks = await listMarks(db, member, benchmarkId, sees);
  if (showsOthers(member, marks)) await noteLook(db, member, benchmarkId, clock());
  return { marks, sees };
}

/** Evaluations as the member sees them, in the order given. */
export async function showEvaluations(
  db: Db,
  member: SignedMember,
  rows: EvaluationRow[],
  criterionIds: string[],
): Promise<Evaluation[]> {
  const ids = rows.map(({ evaluation }) => evaluation.id);
  const evidenceIds = rows.flatMap(({ evaluation }) => evaluation.evidenceId ?? []);
  const [values, evidence] = await Promise.all([
    listValues(db, ids, criterionIds),
    evidenceIds.length > 0 ? findEvidence(db, member, evidenceIds) : [],
  ]);
  const views = viewEvidence(member, evidence);
  return rows.map((row) => viewEvaluation(member, row, { criterionIds, values, evidence: views }));
}

/** The benchmark as its page shows it to the member; 404 where they may not see it. */
export async function showBenchmark(
  services: Services,
  member: SignedMember,
  id: string,
): Promise<Benchmark> {
  const { db } = services;
  const row = await findBenchmark(db, member, id);
  if (!row) throw notFound();
  const [criteria, options, { marks, sees }, ownRows, ownWeights] = await Promise.all([
    listCriteria(db, id),
    listOptions(db, id),
    showMarks(services, member, id),
    listOwn(db, member, id),
    findWeights(db, member, id),
  ]);
  const own = await showEvaluations(
    db,
    member,
    ownRows,
    criteria.map((criterion) => criterion.id),
  );
  return viewBenchmark(member, row, { criteria, options, marks, sees, own, ownWeights });
}
