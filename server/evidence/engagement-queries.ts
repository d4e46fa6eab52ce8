import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { engagements, evidence } from './schema.ts';

export type EngagementRow = typeof engagements.$inferSelect & { inUse: boolean };

// By name: a select from one table alone would leave the table out, and compare evidence with itself.
const inUse = sql<boolean>`exists (select 1 from ${evidence} e where e.engagement_id = engagements.id)`;
const columns = {
  id: engagements.id,
  memberId: engagements.memberId,
  client: engagements.client,
  publicLabel: engagements.publicLabel,
  sector: engagements.sector,
  size: engagements.size,
  startedOn: engagements.startedOn,
  endedOn: engagements.endedOn,
  version: engagements.version,
  createdAt: engagements.createdAt,
  inUse,
};

/** The member's own engagements, the latest begun first; at most `limit` and one more. */
export const listEngagements = (
  db: Db,
  member: SignedMember,
  limit: number,
  after: readonly [startedOn: string, id: string] | null,
): Promise<EngagementRow[]> =>
  db
    .select(columns)
    .from(engagements)
    .where(
      and(
        eq(engagements.memberId, member.id),
        after
          ? sql`(${engagements.startedOn}, ${engagements.id}) < (${after[0]}::date, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(engagements.startedOn), desc(engagements.id))
    .limit(limit + 1);

/** The member's own engagement; null for everybody else's and for none. */
export async function findEngagement(
  db: Db,
  member: SignedMember,
  id: string,
): Promise<EngagementRow | null> {
  const [row] = await db
    .select(columns)
    .from(engagements)
    .where(and(eq(engagements.id, id), eq(engagements.memberId, member.id)));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockEngagement(
  tx: Db,
  member: SignedMember,
  id: string,
): Promise<EngagementRow | null> {
  const [row] = await tx
    .select({ id: engagements.id })
    .from(engagements)
    .where(and(eq(engagements.id, id), eq(engagements.memberId, member.id)))
    .for('update');
  return row ? findEngagement(tx, member, id) : null;
}

export async function insertEngagement(tx: Db, row: typeof engagements.$inferInsert): Promise<void> {
  await tx.insert(engagements).values(row);
}

/** Writes an engagement anew. The row must be locked. */
export async function updateEngagement(
  tx: Db,
  id: string,
  change: Partial<typeof engagements.$inferInsert>,
): Promise<void> {
  await tx
    .update(engagements)
    .set({ ...change, version: sql`${engagements.version} + 1` })
    .where(eq(engagements.id, id));
}

export async function deleteEngagement(tx: Db, id: string): Promise<void> {
  await tx.delete(engagements).where(eq(engagements.id, id));
}
