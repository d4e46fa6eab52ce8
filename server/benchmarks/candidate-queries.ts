import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { newId, rowsOf, type Db } from '../database.ts';
import { providers } from '../providers/schema.ts';
import { candidateMentions, candidates } from './schema.ts';

// Of benchmarks that the caller has found for the member.

const mentionCount = sql<number>`(select count(*) from candidate_mentions m where m.candidate_id = ${candidates.id})`;

/** The candidates of a benchmark with what names them: open ones first, then those named most often. */
export const listCandidates = (db: Db, benchmarkId: string) =>
  db
    .select({
      id: candidates.id,
      accepted: candidates.accepted,
      provider: { id: providers.id, name: providers.name, kind: providers.kind },
      isOfPerson: providers.naturalPerson,
      mentions: rowsOf(
        db
          .select({
            source: candidateMentions.source,
            note: candidateMentions.note,
            excerpt: candidateMentions.excerpt,
            reason: candidateMentions.reason,
            at: candidateMentions.createdAt,
          })
          .from(candidateMentions)
          .where(eq(candidateMentions.candidateId, candidates.id))
          .orderBy(
            desc(candidateMentions.reason),
            asc(candidateMentions.createdAt),
            asc(candidateMentions.digest),
          ),
      ),
    })
    .from(candidates)
    .innerJoin(providers, eq(providers.id, candidates.providerId))
    .where(eq(candidates.benchmarkId, benchmarkId))
    .orderBy(sql`(${candidates.accepted} is not null)`, desc(mentionCount), asc(candidates.id));
export type CandidateRow = Awaited<ReturnType<typeof listCandidates>>[number];

/** One candidate of the benchmark; null for none. */
export async function findCandidate(tx: Db, benchmarkId: string, id: string) {
  const [row] = await tx
    .select()
    .from(candidates)
    .where(and(eq(candidates.id, id), eq(candidates.benchmarkId, benchmarkId)));
  return row ?? null;
}

type NewMention = Omit<typeof candidateMentions.$inferInsert, 'candidateId'>;

/** Adds what names a provider to its candidate, or makes that; sentences known already are passed over. Gives how many were new. */
export async function addMentions(
  tx: Db,
  benchmarkId: string,
  providerId: string,
  rows: NewMention[],
  at: Date,
): Promise<number> {
  await tx
    .insert(candidates)
    .values({ id: newId(), benchmarkId, providerId, createdAt: at })
    .onConflictDoNothing();
  const [candidate] = await tx
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(eq(candidates.benchmarkId, benchmarkId), eq(candidates.providerId, providerId)));
  if (!candidate) return 0;
  const added = await tx
    .insert(candidateMentions)
    .values(rows.map((row) => ({ ...row, candidateId: candidate.id })))
    .onConflictDoNothing()
    .returning({ digest: candidateMentions.digest });
  return added.length;
}

export async function settle(
  tx: Db,
  id: string,
  change: { accepted: boolean; settledBy: string; settledAt: Date },
): Promise<void> {
  await tx.update(candidates).set(change).where(eq(candidates.id, id));
}

/** Leads the candidates of one provider to another; where a benchmark has both, what names them comes together. */
export async function moveCandidates(tx: Db, fromId: string, toId: string): Promise<void> {
  await tx.execute(sql`insert into ${candidateMentions}
    (candidate_id, digest, source, note, excerpt, reason, added_by, created_at)
    select o.id, m.digest, m.source, m.note, m.excerpt, m.reason, m.added_by, m.created_at
    from ${candidateMentions} m join ${candidates} c on c.id = m.candidate_id and c.provider_id = ${fromId}
    join ${candidates} o on o.benchmark_id = c.benchmark_id and o.provider_id = ${toId} on conflict do nothing`);
  await tx.execute(sql`delete from ${candidates} c using ${candidates} o where c.provider_id = ${fromId}
    and o.benchmark_id = c.benchmark_id and o.provider_id = ${toId}`);
  await tx.update(candidates).set({ providerId: toId }).where(eq(candidates.providerId, fromId));
}
