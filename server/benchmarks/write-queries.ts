import { and, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import type { CriterionColumns } from './criteria.ts';
import type { BenchmarkColumns, TermsRow } from './queries.ts';
import { benchmarks, costTerms, criteria, evaluations, options, weights } from './schema.ts';

export async function insertBenchmark(tx: Db, row: typeof benchmarks.$inferInsert): Promise<void> {
  await tx.insert(benchmarks).values(row);
}

/** Changes a benchmark's own fields and takes its next change number. The row must be locked. */
export async function rewriteBenchmark(
  tx: Db,
  id: string,
  change: Partial<BenchmarkColumns>,
): Promise<number> {
  const [row] = await tx
    .update(benchmarks)
    .set({
      ...change,
      version: sql`${benchmarks.version} + 1`,
      changeSeq: sql`${benchmarks.changeSeq} + 1`,
    })
    .where(eq(benchmarks.id, id))
    .returning({ head: benchmarks.changeSeq });
  return row?.head ?? 0;
}

/** Takes the next change number, for what is written in the benchmark. The row must be locked. */
export async function nextChange(tx: Db, id: string): Promise<number> {
  const [row] = await tx
    .update(benchmarks)
    .set({ changeSeq: sql`${benchmarks.changeSeq} + 1` })
    .where(eq(benchmarks.id, id))
    .returning({ head: benchmarks.changeSeq });
  return row?.head ?? 0;
}

export type CriterionToWrite = CriterionColumns & { id: string; isNew: boolean };

/** Makes these the criteria that stand, in this order; the others are retired, and keep their values. */
export async function writeCriteria(
  tx: Db,
  benchmarkId: string,
  rows: CriterionToWrite[],
  at: Date,
): Promise<void> {
  await tx
    .update(criteria)
    .set({ retiredAt: at })
    .where(
      and(
        eq(criteria.benchmarkId, benchmarkId),
        isNull(criteria.retiredAt),
        notInArray(
          criteria.id,
          rows.map(({ id }) => id),
        ),
      ),
    );
  for (const [position, { id, isNew, ...columns }] of rows.entries()) {
    if (isNew) await tx.insert(criteria).values({ ...columns, id, benchmarkId, position, createdAt: at });
    else
      await tx
        .update(criteria)
        .set({ ...columns, position })
        .where(eq(criteria.id, id));
  }
}

export interface OptionToWrite {
  id: string;
  isNew: boolean;
  providerId: string;
  product: string;
}

/** Makes these the options that stand, in this order; the others are retired, and keep their evaluations. */
export async function writeOptions(
  tx: Db,
  benchmarkId: string,
  rows: OptionToWrite[],
  at: Date,
): Promise<void> {
  const kept = rows.map(({ id }) => id);
  await tx
    .update(options)
    .set({ retiredAt: at })
    .where(
      and(
        eq(options.benchmarkId, benchmarkId),
        isNull(options.retiredAt),
        kept.length > 0 ? notInArray(options.id, kept) : undefined,
      ),
    );
  for (const [position, { id, isNew, providerId, product }] of rows.entries()) {
    if (isNew)
      await tx.insert(options).values({ id, benchmarkId, providerId, product, position, createdAt: at });
    else await tx.update(options).set({ position, product, providerId }).where(eq(options.id, id));
  }
}

/** Adds one option behind the others. The benchmark's row must be locked. */
export async function appendOption(
  tx: Db,
  benchmarkId: string,
  row: { id: string; providerId: string; product: string; createdAt: Date },
): Promise<void> {
  const last = sql`(select coalesce(max(position), -1) + 1 from options where benchmark_id = ${benchmarkId})`;
  await tx.insert(options).values({ ...row, benchmarkId, position: last as unknown as number });
}

/** Makes these the member's own weights of the benchmark; none goes back to those that it proposes. */
export async function writeWeights(
  tx: Db,
  member: SignedMember,
  benchmarkId: string,
  rows: { criterionId: string; weight: number }[],
): Promise<void> {
  await tx
    .delete(weights)
    .where(
      and(
        eq(weights.memberId, member.id),
        inArray(
          weights.criterionId,
          tx.select({ id: criteria.id }).from(criteria).where(eq(criteria.benchmarkId, benchmarkId)),
        ),
      ),
    );
  if (rows.length > 0) await tx.insert(weights).values(rows.map((row) => ({ ...row, memberId: member.id })));
}

/** Keeps the terms that the member counts with; null forgets them. */
export async function writeTerms(
  tx: Db,
  member: SignedMember,
  benchmarkId: string,
  row: TermsRow | null,
): Promise<void> {
  const own = and(eq(costTerms.memberId, member.id), eq(costTerms.benchmarkId, benchmarkId));
  await tx.delete(costTerms).where(own);
  if (row) await tx.insert(costTerms).values({ ...row, memberId: member.id, benchmarkId });
}

/**
 * Leads the options of one provider to another. Where a benchmark then has the same provider and product twice, the one
 * that nobody has evaluated is retired; two that were evaluated both stay, and so does the one that was chosen.
 */
export async function moveOptions(tx: Db, fromId: string, toId: string, at: Date): Promise<void> {
  await tx.update(options).set({ providerId: toId }).where(eq(options.providerId, fromId));
  await tx.execute(sql`update ${options} set retired_at = ${at.toISOString()}::timestamptz
    where provider_id = ${toId} and retired_at is null
    and not exists (select 1 from ${evaluations} e where e.option_id = ${options.id})
    and not exists (select 1 from ${benchmarks} b where b.chosen_option_id = ${options.id})
    and exists (select 1 from ${options} o where o.benchmark_id = ${options.benchmarkId} and o.id <> ${options.id}
      and o.provider_id = ${toId} and o.retired_at is null and public.fold(o.product) = public.fold(${options.product})
      and (o.position < ${options.position} or exists (select 1 from ${evaluations} e where e.option_id = o.id)))`);
}
