import { and, arrayContains, eq, inArray, isNotNull, ne, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { functions } from '@cenacle/shared/members/contract.ts';
import type { Db } from '../database.ts';
import { members, passwords } from './schema.ts';

export type MemberRow = typeof members.$inferSelect;

/** A member as they stand beside what they write. */
export const brief = { id: members.id, name: members.name, headline: members.headline };

// Names as the members' language orders them: Éric before Zoé.
export const byName = sql`${members.name} collate "und-x-icu"`;

/** Words that begin with what was typed, without regard to case, accents, hyphens and apostrophes. */
function nameMatches(typed: string): SQL {
  const words = (text: unknown) => sql`' ' || translate(public.fold(${text}::text), '-''’.', '    ')`;
  return sql`position(${words(typed)} in ${words(members.name)}) > 0`;
}

/** Lists of members after this name and id, in the order of names. */
const afterName = (name: string, id: string): SQL =>
  sql`(${members.name} collate "und-x-icu", ${members.id}) > (${name}::text collate "und-x-icu", ${id}::uuid)`;

/** Members in this state by name, at most `limit` and one more. */
export const listMembers = (
  db: Db,
  asked: {
    q?: string;
    function?: (typeof functions)[number];
    state: 'active' | 'suspended';
    limit: number;
    after: readonly [name: string, id: string] | null;
  },
) =>
  db
    .select({
      ...brief,
      functions: members.functions,
      place: members.place,
      availability: members.availability,
    })
    .from(members)
    .where(
      and(
        eq(members.state, asked.state),
        asked.q ? nameMatches(asked.q) : undefined,
        asked.function ? arrayContains(members.functions, [asked.function]) : undefined,
        asked.after ? afterName(...asked.after) : undefined,
      ),
    )
    .orderBy(byName, members.id)
    .limit(asked.limit + 1);

/**
 * Active members but the one who asks, by the beginning of a word of their name; those among `readers` first.
 * With null everybody reads.
 */
export function suggestMembers(
  db: Db,
  asked: { q: string; askerId: string; readers: string[] | null; limit: number },
) {
  const reads = asked.readers
    ? sql<boolean>`${members.id} = any(${sql.param(asked.readers)}::uuid[])`
    : sql<boolean>`true`;
  return db
    .select({ ...brief, reads })
    .from(members)
    .where(
      and(
        eq(members.state, 'active'),
        ne(members.id, asked.askerId),
        asked.q ? nameMatches(asked.q) : undefined,
      ),
    )
    .orderBy(...(asked.readers ? [sql`${reads} desc`] : []), byName, members.id)
    .limit(asked.limit);
}

/** Any member, imported authors too, with who brought them in. */
export async function findMember(db: Db, id: string) {
  const sponsor = alias(members, 'sponsor');
  const [row] = await db
    .select({ member: members, sponsor: { id: sponsor.id, name: sponsor.name, headline: sponsor.headline } })
    .from(members)
    .leftJoin(sponsor, eq(sponsor.id, members.sponsorId))
    .where(eq(members.id, id));
  return row ?? null;
}

/** Those of the ids that are active members. */
export async function findActive(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: members.id })
    .from(members)
    .where(and(inArray(members.id, ids), eq(members.state, 'active')));
  return rows.map(({ id }) => id);
}

/** The member's own row, and whether they have a password. */
export const selectMe = (db: Db, id: string) =>
  db
    .select({ member: members, hasPassword: isNotNull(passwords.memberId).mapWith(Boolean) })
    .from(members)
    .leftJoin(passwords, eq(passwords.memberId, members.id))
    .where(eq(members.id, id));
export type MeRow = Awaited<ReturnType<typeof selectMe>>[number];

/** The same of a member who must be there; throws otherwise. */
export async function findMe(db: Db, id: string): Promise<MeRow> {
  const [row] = await selectMe(db, id);
  if (!row) throw new Error('A signed member has no row.');
  return row;
}

const hasEmail = (email: string) => sql`lower(${members.email}) = lower(${email})`;

/** The active member with this address, and the hash of their password if they have one. */
export async function findMemberByEmail(db: Db, email: string) {
  const [row] = await db
    .select({ id: members.id, email: members.email, language: members.language, hash: passwords.hash })
    .from(members)
    .leftJoin(passwords, eq(passwords.memberId, members.id))
    .where(and(hasEmail(email), eq(members.state, 'active')));
  return row ?? null;
}

/** Whether anybody has this address, in whatever state. */
export async function isEmailTaken(db: Db, email: string): Promise<boolean> {
  const rows = await db.select({ id: members.id }).from(members).where(hasEmail(email));
  return rows.length > 0;
}

/** Whether anybody has an account; imported authors have none. */
export async function hasAccounts(db: Db): Promise<boolean> {
  const rows = await db.select({ id: members.id }).from(members).where(isNotNull(members.email)).limit(1);
  return rows.length > 0;
}

export async function insertMember(tx: Db, row: typeof members.$inferInsert): Promise<void> {
  await tx.insert(members).values(row);
}

export async function updateMember(
  db: Db,
  id: string,
  change: Partial<typeof members.$inferInsert>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.update(members).set(change).where(eq(members.id, id));
}

/** The member's row, locked until the transaction ends: what rests on their rights or secrets waits its turn. */
export async function lockMember(tx: Db, id: string): Promise<MemberRow | null> {
  const [row] = await tx.select().from(members).where(eq(members.id, id)).for('no key update');
  return row ?? null;
}

/** The ids of all active admins, locked so that no two of them go at once. */
export async function lockAdmins(tx: Db): Promise<string[]> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.role, 'admin'), eq(members.state, 'active')))
    .orderBy(members.id)
    .for('no key update');
  return rows.map(({ id }) => id);
}

/** Says that the members' rights changed, within the transaction that changes them. */
export async function raiseRightsVersion(tx: Db, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(members)
    .set({ rightsVersion: sql`${members.rightsVersion} + 1` })
    .where(inArray(members.id, ids));
}

export async function findPasswordHash(db: Db, memberId: string): Promise<string | null> {
  const [row] = await db
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.memberId, memberId));
  return row?.hash ?? null;
}

export async function setPassword(tx: Db, memberId: string, hash: string, now: Date): Promise<void> {
  const row = { hash, changedAt: now };
  await tx
    .insert(passwords)
    .values({ memberId, ...row })
    .onConflictDoUpdate({ target: passwords.memberId, set: row });
}
