import type { Benchmark, Terms } from '@cenacle/shared/benchmarks/contract.ts';
import type { ProviderEvaluation } from '@cenacle/shared/providers/record-contract.ts';
import { notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { findPage } from './page-queries.ts';
import { listEvaluationsOfProvider } from './provider-queries.ts';
import { findBenchmark, noteLooks, type BenchmarkPageRow } from './queries.ts';
import { viewBenchmark, viewEvaluations, viewTerms } from './view.ts';

/**
 * Notes that others' values were shown to the member: an evaluation that is begun afterwards is marked as begun with
 * the results in mind, and only the server can know what it gave to whom. This is the one thing that reading writes
 * here; it changes nothing that anybody else sees.
 */
export async function noteShown(
  { db, clock }: Services,
  member: SignedMember,
  { benchmark, hasLooked }: BenchmarkPageRow,
  others: unknown[],
): Promise<void> {
  if (others.length > 0 && !hasLooked) await noteLooks(db, member, [benchmark.id], clock());
}

/** The benchmark as its page shows it to the member; 404 where they may not see it. */
export async function showBenchmark(
  services: Services,
  member: SignedMember,
  id: string,
  given: Partial<Terms> = {},
): Promise<Benchmark> {
  const { db, clock } = services;
  const row = await findBenchmark(db, member, id);
  if (!row) throw notFound();
  const page = await findPage(db, member, id, row.sees);
  await noteShown(services, member, row, page.others);
  const terms = viewTerms(page.ownTerms, given);
  const own = viewEvaluations(member, page.rows, page);
  return viewBenchmark(member, row, { ...page, marks: page, own }, { now: clock(), terms });
}

/**
 * Evaluations of a provider as its page shows them to the member. Others' marks given here are noted as seen, in the same
 * way as on the benchmark's own page.
 */
export async function showEvaluationsOfProvider(
  { db, clock }: Services,
  member: SignedMember,
  providerId: string,
  limit: number,
): Promise<ProviderEvaluation[]> {
  const rows = await listEvaluationsOfProvider(db, member, providerId, limit);
  const others = rows.filter((row) => row.member?.id !== member.id);
  await noteLooks(db, member, [...new Set(others.map(({ benchmark }) => benchmark.id))], clock());
  return rows.flatMap(({ submittedAt, ...row }) =>
    submittedAt ? [{ ...row, submitted_at: submittedAt.toISOString() }] : [],
  );
}
