import { and, desc, eq } from 'drizzle-orm';
import { audienceBrief, visibleTo } from '../circles/queries.ts';
import { audiences, circles } from '../circles/schema.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providerReplies } from './schema.ts';

/** Replies shown at most: what one reads beside the marks. */
const repliesMax = 20;

/** The provider's replies that the member reads, the last said first. */
export const listReplies = (db: Db, member: SignedMember, providerId: string) =>
  db
    .select({ reply: providerReplies, audience: audienceBrief, recordedBy: brief })
    .from(providerReplies)
    .innerJoin(audiences, eq(audiences.id, providerReplies.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .innerJoin(members, eq(members.id, providerReplies.recordedBy))
    .where(and(eq(providerReplies.providerId, providerId), visibleTo(member, providerReplies.audienceId)))
    .orderBy(desc(providerReplies.saidOn), desc(providerReplies.id))
    .limit(repliesMax);
export type ReplyRow = Awaited<ReturnType<typeof listReplies>>[number];

/** Whether a reply may be kept for this audience: one that the member reads, of all members or a circle. */
export async function mayRecordFor(tx: Db, member: SignedMember, audienceId: string): Promise<boolean> {
  const [row] = await tx
    .select({ kind: audiences.kind })
    .from(audiences)
    .where(and(eq(audiences.id, audienceId), visibleTo(member, audiences.id)));
  return row !== undefined && row.kind !== 'named';
}

export async function insertReply(tx: Db, row: typeof providerReplies.$inferInsert): Promise<void> {
  await tx.insert(providerReplies).values(row);
}

/** One reply of the provider that the member reads; null for none. */
export async function findReply(tx: Db, member: SignedMember, providerId: string, id: string) {
  const [row] = await tx
    .select({ recordedBy: providerReplies.recordedBy })
    .from(providerReplies)
    .where(
      and(
        eq(providerReplies.id, id),
        eq(providerReplies.providerId, providerId),
        visibleTo(member, providerReplies.audienceId),
      ),
    );
  return row ?? null;
}

export async function deleteReply(tx: Db, id: string): Promise<void> {
  await tx.delete(providerReplies).where(eq(providerReplies.id, id));
}

/** Leads the replies of one provider to another. */
export async function moveReplies(tx: Db, fromId: string, toId: string): Promise<void> {
  await tx.update(providerReplies).set({ providerId: toId }).where(eq(providerReplies.providerId, fromId));
}
