import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Stance } from '@cenacle/shared/cards/contract.ts';
import { audienceBrief, visibleTo } from '../circles/queries.ts';
import { audiences, circles } from '../circles/schema.ts';
import { together, type Db } from '../database.ts';
import { findEvidence } from '../evidence/queries.ts';
import { evidence } from '../evidence/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { providers } from '../providers/schema.ts';
import { cards, contactPoints, passes, personTokens, reveals, savedCards, vouches } from './schema.ts';

export type CardRecord = typeof cards.$inferSelect;
export type ContactRecord = typeof contactPoints.$inferSelect;

/** Whether the card has a person who has been told and need not be told again, or needs no telling. */
const isOpen = (now: Date): SQL | undefined =>
  or(eq(cards.personState, 'none'), and(eq(cards.personState, 'told'), gt(cards.expiresAt, now)));

/**
 * The one rule of who sees a card: its audience, once the person was told; its owner always. Nobody sees an erased one.
 */
export const cardsOf = (member: SignedMember, now: Date): SQL | undefined =>
  and(
    ne(cards.personState, 'erased'),
    or(eq(cards.ownerId, member.id), and(visibleTo(member, cards.audienceId), isOpen(now))),
  );

const isSaved = (member: SignedMember) =>
  sql<boolean>`exists (select 1 from ${savedCards} where ${savedCards.cardId} = ${cards.id} and ${savedCards.memberId} = ${member.id})`;

const columns = (member: SignedMember) => ({
  card: cards,
  audience: audienceBrief,
  owner: brief,
  provider: { id: providers.id, name: providers.name, kind: providers.kind },
  saved: isSaved(member),
});

const from = (db: Db, member: SignedMember) =>
  db
    .select(columns(member))
    .from(cards)
    .innerJoin(audiences, eq(audiences.id, cards.audienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .innerJoin(members, eq(members.id, cards.ownerId))
    .leftJoin(providers, eq(providers.id, cards.providerId));

export interface DeckFilters {
  q: string;
  stance: Stance | undefined;
  language: string | undefined;
  area: string;
  priceTo: number | undefined;
  providerId: string | undefined;
  vouched: boolean;
  saved: boolean;
  mine: boolean;
}

const holds = (typed: string, column: SQL): SQL | undefined =>
  typed === '' ? undefined : sql`position(public.fold(${typed}) in public.fold(${column})) > 0`;

/** Every word that was typed stands somewhere on the card. */
const matches = (q: string): SQL | undefined =>
  and(
    ...q
      .split(/\s+/)
      .filter(Boolean)
      .map((word) =>
        holds(
          word,
          sql`concat_ws(' ', ${cards.person}, ${cards.jobTitle}, ${cards.firm}, ${cards.forWhat}, ${cards.area}, ${providers.name})`,
        ),
      ),
  );

/** The deck of what the member sees, newest first, at most `limit` and one more. */
export const listCards = (
  db: Db,
  member: SignedMember,
  filters: DeckFilters,
  { now, limit, after }: { now: Date; limit: number; after: readonly [at: string, id: string] | null },
) =>
  from(db, member)
    .where(
      and(
        cardsOf(member, now),
        matches(filters.q),
        filters.stance ? eq(cards.stance, filters.stance) : undefined,
        filters.language ? sql`${filters.language} = any(${cards.languages})` : undefined,
        holds(filters.area, sql`${cards.area}`),
        filters.priceTo === undefined
          ? undefined
          : sql`coalesce(${cards.priceMin}, ${cards.priceMax}) <= ${filters.priceTo}`,
        filters.providerId ? eq(cards.providerId, filters.providerId) : undefined,
        filters.vouched
          ? sql`exists (select 1 from ${vouches} where ${vouches.cardId} = ${cards.id})`
          : undefined,
        filters.saved ? isSaved(member) : undefined,
        filters.mine ? eq(cards.ownerId, member.id) : undefined,
        after
          ? sql`(${cards.createdAt}, ${cards.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(cards.createdAt), desc(cards.id))
    .limit(limit + 1);
export type DeckRow = Awaited<ReturnType<typeof listCards>>[number];

/** Cards of a provider's people, of those that the member sees, newest first. */
export const listCardsOfProvider = (
  db: Db,
  member: SignedMember,
  providerId: string,
  now: Date,
  limit: number,
) =>
  db
    .select({ id: cards.id, person: cards.person, for_what: cards.forWhat })
    .from(cards)
    .where(and(eq(cards.providerId, providerId), cardsOf(member, now)))
    .orderBy(desc(cards.createdAt), desc(cards.id))
    .limit(limit);

/** Cards by id, of those that the member sees. */
export const findCards = (db: Db, member: SignedMember, ids: string[], now: Date): Promise<DeckRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : from(db, member).where(and(inArray(cards.id, ids), cardsOf(member, now)));

/** Of these cards those that the member sees, by their person and firm. */
export const nameCards = (db: Db, member: SignedMember, ids: string[], now: Date) =>
  db
    .select({
      id: cards.id,
      name: sql<string>`concat_ws(' · ', nullif(${cards.person}, ''), nullif(${cards.firm}, ''), ${providers.name})`,
    })
    .from(cards)
    .leftJoin(providers, eq(providers.id, cards.providerId))
    .where(and(inArray(cards.id, ids), cardsOf(member, now)));

/** The card as its page shows it; null where it is not there for the member. */
export async function findCard(db: Db, member: SignedMember, id: string, now: Date): Promise<DeckRow | null> {
  const [row] = await findCards(db, member, [id], now);
  return row ?? null;
}

/** The card's own row, found through the member and locked until the transaction ends. */
export async function lockCard(
  tx: Db,
  member: SignedMember,
  id: string,
  now: Date,
): Promise<CardRecord | null> {
  const [row] = await tx
    .select()
    .from(cards)
    .where(and(eq(cards.id, id), cardsOf(member, now)))
    .for('no key update');
  return row ?? null;
}

/** The same for nobody in particular: the person's own links, and what tidies up. */
export async function lockAnyCard(tx: Db, id: string): Promise<CardRecord | null> {
  const [row] = await tx.select().from(cards).where(eq(cards.id, id)).for('update');
  return row ?? null;
}

export const listContactPoints = (db: Db, cardId: string) =>
  db.select().from(contactPoints).where(eq(contactPoints.cardId, cardId)).orderBy(contactPoints.position);

/** Vouches for these cards with who gave them and the grade of what they rest on, oldest first. */
export const listVouches = (db: Db, cardIds: string[]) =>
  db
    .select({ vouch: vouches, member: brief, grade: evidence.grade })
    .from(vouches)
    .innerJoin(members, eq(members.id, vouches.memberId))
    .innerJoin(evidence, eq(evidence.id, vouches.evidenceId))
    .where(inArray(vouches.cardId, cardIds))
    .orderBy(vouches.id);
export type VouchRow = Awaited<ReturnType<typeof listVouches>>[number];

/** What stands on a card that the member sees: contact points, vouches, and what each vouch rests on. */
export const findOnCard = (db: Db, member: SignedMember, cardId: string) =>
  together(db, {
    points: listContactPoints(db, cardId),
    vouches: listVouches(db, [cardId]),
    evidence: findEvidence(
      db,
      member,
      sql`(select ${vouches.evidenceId} from ${vouches} where ${vouches.cardId} = ${cardId})`,
    ),
  });

/** Whether somebody else than the owner has vouched: what they said was said to this audience. */
export async function hasVouchesOfOthers(tx: Db, card: CardRecord): Promise<boolean> {
  return (await tx.$count(vouches, and(eq(vouches.cardId, card.id), ne(vouches.memberId, card.ownerId)))) > 0;
}

/** Passes to the member or to an audience of theirs, of cards that they see; newest first. */
export const listPasses = (
  db: Db,
  member: SignedMember,
  { now, limit, before }: { now: Date; limit: number; before: string | null },
) =>
  db
    .select({ pass: passes, from: brief, circle: circles.name })
    .from(passes)
    .innerJoin(cards, eq(cards.id, passes.cardId))
    .innerJoin(members, eq(members.id, passes.fromId))
    .leftJoin(audiences, eq(audiences.id, passes.toAudienceId))
    .leftJoin(circles, eq(circles.id, audiences.circleId))
    .where(
      and(
        isNull(passes.postId),
        ne(passes.fromId, member.id),
        or(eq(passes.toMemberId, member.id), visibleTo(member, passes.toAudienceId)),
        cardsOf(member, now),
        before ? lt(passes.id, before) : undefined,
      ),
    )
    .orderBy(desc(passes.id))
    .limit(limit + 1);

/** The posts of a thread that carry a card. The caller has made sure that the reader sees the thread. */
export const listThreadPasses = (db: Db, threadId: string) =>
  db
    .select({ postId: passes.postId, cardId: passes.cardId })
    .from(passes)
    .where(
      and(
        isNotNull(passes.postId),
        sql`${passes.postId} in (select id from posts where thread_id = ${threadId} and state = 'shown')`,
      ),
    )
    .orderBy(passes.id);

/** Who had the contact points revealed, the last first. */
export const listReveals = (db: Db, cardId: string, limit: number) =>
  db
    .select({ name: members.name, at: reveals.createdAt })
    .from(reveals)
    .innerJoin(members, eq(members.id, reveals.memberId))
    .where(eq(reveals.cardId, cardId))
    .orderBy(desc(reveals.createdAt))
    .limit(limit);

/** The card that a person's link leads to, and who keeps it; null for links that lead nowhere now. */
export async function findByToken(db: Db, hash: string, now: Date) {
  const [row] = await db
    .select({ card: cards, owner: members.name, audienceKind: audiences.kind })
    .from(personTokens)
    .innerJoin(cards, eq(cards.id, personTokens.cardId))
    .innerJoin(members, eq(members.id, cards.ownerId))
    .innerJoin(audiences, eq(audiences.id, cards.audienceId))
    .where(
      and(eq(personTokens.hash, hash), gt(personTokens.expiresAt, now), ne(cards.personState, 'erased')),
    );
  return row ?? null;
}

/** Whether evidence of a vouch that the member sees carries the file. */
export async function readsVouchFile(
  db: Db,
  member: SignedMember,
  fileId: string,
  now: Date,
): Promise<boolean> {
  const rows = await db
    .select({ id: vouches.id })
    .from(vouches)
    .innerJoin(evidence, eq(evidence.id, vouches.evidenceId))
    .innerJoin(cards, eq(cards.id, vouches.cardId))
    .where(and(eq(evidence.fileId, fileId), cardsOf(member, now)))
    .limit(1);
  return rows.length > 0;
}

/** The address of the admin who was here first: whom to write to where no setting says otherwise. */
export async function findFirstAdmin(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ email: members.email })
    .from(members)
    .where(and(eq(members.role, 'admin'), eq(members.state, 'active'), isNotNull(members.email)))
    .orderBy(members.joinedAt, members.id)
    .limit(1);
  return row?.email ?? null;
}
