import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { circleMembers } from '../circles/schema.ts';
import { newId, type Db } from '../database.ts';
import { evidence } from '../evidence/schema.ts';
import { deleteMail } from '../mail/queries.ts';
import { cards, contactPoints, passes, personTokens, reveals, savedCards, vouches } from './schema.ts';
import type { CardRecord, ContactRecord } from './queries.ts';

export type ContactColumns = Pick<ContactRecord, 'kind' | 'raw' | 'e164' | 'key'>;

export async function insertCard(tx: Db, row: typeof cards.$inferInsert, points: ContactColumns[]) {
  await tx.insert(cards).values(row);
  await writeContactPoints(tx, row.id, points);
}

/** Puts these contact points in the place of those that stood. */
export async function writeContactPoints(tx: Db, cardId: string, points: ContactColumns[]): Promise<void> {
  await tx.delete(contactPoints).where(eq(contactPoints.cardId, cardId));
  if (points.length > 0)
    await tx.insert(contactPoints).values(points.map((point, position) => ({ cardId, position, ...point })));
}

/** Writes a card anew. The row must be locked. */
export async function updateCard(
  tx: Db,
  id: string,
  change: Partial<Omit<CardRecord, 'id' | 'version'>>,
  at: Date,
): Promise<void> {
  await tx
    .update(cards)
    .set({ ...change, updatedAt: at, version: sql`${cards.version} + 1` })
    .where(eq(cards.id, id));
  if (change.audienceId === undefined) return;
  const rests = tx.select({ id: vouches.evidenceId }).from(vouches).where(eq(vouches.cardId, id));
  await tx.update(evidence).set({ audienceId: change.audienceId }).where(inArray(evidence.id, rests));
}

/** Leads cards that name the one provider to the other. */
export async function moveCards(tx: Db, fromId: string, toId: string): Promise<void> {
  await tx.update(cards).set({ providerId: toId }).where(eq(cards.providerId, fromId));
}

/** The member's vouch in the place of the one that stood; gives the evidence that is needed no more. */
export async function writeVouch(
  tx: Db,
  row: Omit<typeof vouches.$inferInsert, 'id'>,
): Promise<string | null> {
  const old = await removeVouch(tx, row.cardId, row.memberId);
  await tx.insert(vouches).values({ id: newId(), ...row });
  return old;
}

/** Gives the evidence that it rested on; null when there was no vouch. */
export async function removeVouch(tx: Db, cardId: string, memberId: string): Promise<string | null> {
  const [gone] = await tx
    .delete(vouches)
    .where(and(eq(vouches.cardId, cardId), eq(vouches.memberId, memberId)))
    .returning({ evidenceId: vouches.evidenceId });
  return gone?.evidenceId ?? null;
}

export async function findVouchEvidence(tx: Db, cardId: string, memberId: string): Promise<string | null> {
  const [row] = await tx
    .select({ evidenceId: vouches.evidenceId })
    .from(vouches)
    .where(and(eq(vouches.cardId, cardId), eq(vouches.memberId, memberId)));
  return row?.evidenceId ?? null;
}

export async function insertPass(tx: Db, row: typeof passes.$inferInsert): Promise<void> {
  await tx.insert(passes).values(row);
}

export async function findPassPost(db: Db, id: string): Promise<string | null> {
  const [row] = await db.select({ postId: passes.postId }).from(passes).where(eq(passes.id, id));
  return row?.postId ?? null;
}

export async function setSaved(
  db: Db,
  memberId: string,
  cardId: string,
  saved: boolean,
  createdAt: Date,
): Promise<void> {
  if (saved) await db.insert(savedCards).values({ memberId, cardId, createdAt }).onConflictDoNothing();
  else
    await db.delete(savedCards).where(and(eq(savedCards.memberId, memberId), eq(savedCards.cardId, cardId)));
}

export async function insertReveal(tx: Db, cardId: string, memberId: string, createdAt: Date): Promise<void> {
  await tx.insert(reveals).values({ id: newId(), cardId, memberId, createdAt });
}

export async function insertToken(tx: Db, row: typeof personTokens.$inferInsert): Promise<void> {
  await tx.insert(personTokens).values(row);
}

/** Whether every one of the members is in the circle of an audience today; false for an audience of another kind. */
export async function isCircleOf(tx: Db, audienceId: string, memberIds: string[]): Promise<boolean> {
  const rows = await tx
    .select({ memberId: circleMembers.memberId })
    .from(circleMembers)
    .where(
      and(
        sql`${circleMembers.circleId} = (select circle_id from audiences where id = ${audienceId})`,
        sql`${circleMembers.until} is null`,
        inArray(circleMembers.memberId, memberIds),
      ),
    );
  const found = new Set(rows.map(({ memberId }) => memberId));
  return memberIds.every((id) => found.has(id));
}

/** Other cards that name a person and hold one of the contact points, with the key that they share. */
export const findSharing = async (tx: Db, id: string, keys: string[]) =>
  keys.length === 0
    ? []
    : tx
        .select({ id: cards.id, person: cards.person, key: contactPoints.key })
        .from(contactPoints)
        .innerJoin(cards, eq(cards.id, contactPoints.cardId))
        .where(and(inArray(contactPoints.key, keys), ne(cards.id, id), ne(cards.person, '')));

/** Those of the ids whose cards still hold something. */
export async function findStanding(tx: Db, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: cards.id })
    .from(cards)
    .where(and(inArray(cards.id, ids), ne(cards.personState, 'erased')));
  return rows.map((row) => row.id);
}

/**
 * Leaves nothing of a card but its id, and of the posts that carry it that they did: contact points, vouches with their
 * evidence, links, passes, marks, the log of reveals, and the mail about it. The row must be locked.
 */
export async function wipeCard(tx: Db, card: CardRecord, at: Date): Promise<void> {
  const gone = await tx
    .delete(vouches)
    .where(eq(vouches.cardId, card.id))
    .returning({ evidenceId: vouches.evidenceId });
  if (gone.length > 0)
    await tx.delete(evidence).where(
      inArray(
        evidence.id,
        gone.map(({ evidenceId }) => evidenceId),
      ),
    );
  await tx.delete(contactPoints).where(eq(contactPoints.cardId, card.id));
  await tx.delete(personTokens).where(eq(personTokens.cardId, card.id));
  await tx.delete(savedCards).where(eq(savedCards.cardId, card.id));
  await tx.delete(reveals).where(eq(reveals.cardId, card.id));
  await tx.delete(passes).where(and(eq(passes.cardId, card.id), sql`${passes.postId} is null`));
  await tx.update(passes).set({ note: '' }).where(eq(passes.cardId, card.id));
  if (card.noticeMailId) await deleteMail(tx, card.noticeMailId);
  await tx
    .update(cards)
    .set({
      person: '',
      jobTitle: '',
      firm: '',
      providerId: null,
      forWhat: '',
      notForWhat: '',
      priceMin: null,
      priceMax: null,
      area: '',
      languages: [],
      source: '',
      personState: 'erased',
      noticeMailId: null,
      noticeLanguage: null,
      toldBy: null,
      toldOn: null,
      toldMeans: '',
      expiresAt: null,
      updatedAt: at,
    })
    .where(eq(cards.id, card.id));
}
