import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { newId, type Db } from '../database.ts';
import { oneTimeLinks } from './schema.ts';

type LinkKind = (typeof oneTimeLinks.$inferSelect)['kind'];

/** What makes a link or code good at this moment. */
const isGood = (kind: LinkKind, now: Date) =>
  and(eq(oneTimeLinks.kind, kind), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, now));

/** How many of the kind were made for the member since then. */
export async function countLinks(db: Db, kind: LinkKind, memberId: string, since: Date): Promise<number> {
  return db.$count(
    oneTimeLinks,
    and(eq(oneTimeLinks.kind, kind), eq(oneTimeLinks.memberId, memberId), gt(oneTimeLinks.createdAt, since)),
  );
}

/** Ends the links of the kind that are still good: all of the member's, or those that belong to nobody. */
export async function voidLinks(tx: Db, kind: LinkKind, memberId: string | null, now: Date): Promise<void> {
  const theirs = memberId ? eq(oneTimeLinks.memberId, memberId) : isNull(oneTimeLinks.memberId);
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(isGood(kind, now), theirs));
}

/** Writes a link or code, and gives its id. What expired a day ago is of no more use and goes. */
export async function insertLink(
  tx: Db,
  link: { kind: LinkKind; hash: string; memberId: string | null; now: Date; minutes: number },
): Promise<string> {
  const { minutes, now, ...rest } = link;
  const id = newId();
  await tx.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, new Date(now.getTime() - 24 * 3_600_000)));
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  await tx.insert(oneTimeLinks).values({ ...rest, id, createdAt: now, expiresAt });
  return id;
}

/** Whether such a link would work now; changes nothing. */
export async function isLinkGood(db: Db, kind: LinkKind, hash: string, now: Date): Promise<boolean> {
  const rows = await db
    .select({ id: oneTimeLinks.id })
    .from(oneTimeLinks)
    .where(and(isGood(kind, now), eq(oneTimeLinks.hash, hash)));
  return rows.length > 0;
}

/** Uses the link up, of which of many at once only one succeeds; null when it is not good. */
export async function useLink(
  tx: Db,
  kind: LinkKind,
  hash: string,
  now: Date,
): Promise<{ memberId: string | null } | null> {
  const [used] = await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(isGood(kind, now), eq(oneTimeLinks.hash, hash)))
    .returning({ memberId: oneTimeLinks.memberId });
  return used ?? null;
}

/** Counts one try of the member's code before it is compared, and gives its hash; null when no try is left. */
export async function takeTry(
  db: Db,
  memberId: string,
  triesMax: number,
  now: Date,
): Promise<{ hash: string } | null> {
  const [code] = await db
    .update(oneTimeLinks)
    .set({ tries: sql`${oneTimeLinks.tries} + 1` })
    .where(and(isGood('code', now), eq(oneTimeLinks.memberId, memberId), lt(oneTimeLinks.tries, triesMax)))
    .returning({ hash: oneTimeLinks.hash });
  return code ?? null;
}
