import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { isModerator, type SignedMember } from '../http/member.ts';
import type { Db } from '../database.ts';
import { brief } from './queries.ts';
import { invitations, members } from './schema.ts';

const columns = {
  id: invitations.id,
  email: invitations.email,
  language: invitations.language,
  note: invitations.note,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  revokedAt: invitations.revokedAt,
  acceptedAt: invitations.acceptedAt,
  sponsorId: invitations.sponsorId,
  sponsor: brief,
};

const select = (db: Db) =>
  db.select(columns).from(invitations).innerJoin(members, eq(members.id, invitations.sponsorId));

export type InvitationRow = Awaited<ReturnType<typeof select>>[number];

/** Those of a member, or for moderators everybody's. */
const shownTo = (member: SignedMember) =>
  isModerator(member) ? undefined : eq(invitations.sponsorId, member.id);

const isPending = (now: Date) =>
  and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));

/** Invitations that the member may see, the newest first; at most `limit` and one more, made before the cursor's. */
export const listInvitations = (
  db: Db,
  member: SignedMember,
  asked: { mine: boolean; limit: number; beforeId: string | undefined },
) =>
  select(db)
    .where(
      and(
        asked.mine ? eq(invitations.sponsorId, member.id) : shownTo(member),
        asked.beforeId ? lt(invitations.id, asked.beforeId) : undefined,
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(asked.limit + 1);

export async function findInvitation(
  db: Db,
  member: SignedMember,
  id: string,
): Promise<InvitationRow | null> {
  const [row] = await select(db).where(and(shownTo(member), eq(invitations.id, id)));
  return row ?? null;
}

/** The invitation whose link carries this secret, while it can be accepted; changes nothing. */
export async function findPendingInvitation(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<InvitationRow | null> {
  const [row] = await select(db).where(and(isPending(now), eq(invitations.tokenHash, tokenHash)));
  return row ?? null;
}

export async function insertInvitation(tx: Db, row: typeof invitations.$inferInsert): Promise<void> {
  await tx.insert(invitations).values(row);
}

/** Takes back the sponsor's pending invitations: all of them, or those to one address. */
export async function revokeInvitationsOf(
  tx: Db,
  sponsorId: string,
  by: string,
  now: Date,
  email?: string,
): Promise<void> {
  const toAddress = email ? sql`lower(${invitations.email}) = lower(${email})` : undefined;
  await tx
    .update(invitations)
    .set({ revokedAt: now, revokedBy: by })
    .where(and(isPending(now), eq(invitations.sponsorId, sponsorId), toAddress));
}

/** Takes one invitation back; false when it was accepted before. One that is revoked already stays so. */
export async function revokeInvitation(tx: Db, id: string, by: string, now: Date): Promise<boolean> {
  const revoked = await tx
    .update(invitations)
    .set({
      revokedAt: sql`coalesce(${invitations.revokedAt}, ${now})`,
      revokedBy: sql`coalesce(${invitations.revokedBy}, ${by})`,
    })
    .where(and(eq(invitations.id, id), isNull(invitations.acceptedAt)))
    .returning({ id: invitations.id });
  return revoked.length > 0;
}

/** Uses the invitation up, of which of many at once only one succeeds; null when it cannot be accepted. */
export async function acceptInvitation(tx: Db, tokenHash: string, acceptedBy: string, now: Date) {
  const [used] = await tx
    .update(invitations)
    .set({ acceptedAt: now, acceptedBy })
    .where(and(isPending(now), eq(invitations.tokenHash, tokenHash)))
    .returning({ email: invitations.email, sponsorId: invitations.sponsorId });
  return used ?? null;
}
