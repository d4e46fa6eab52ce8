import { and, desc, eq, gt, isNull, lt, ne, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { audienceMembers, audiences, circleMembers } from '../circles/schema.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { members } from '../members/schema.ts';
import { sessions, tokens } from './schema.ts';

// All that a request needs to know of who asks, in one statement: it runs before every answer.
const rights = {
  id: members.id,
  name: members.name,
  role: members.role,
  language: members.language,
  zone: members.zone,
  presence: members.presence,
  rightsVersion: members.rightsVersion,
  audienceIds: sql<string[]>`array[${sql.raw(`'${allMembersAudienceId}'`)}::uuid] || array(
    select ${audiences.id} from ${circleMembers}
      join ${audiences} on ${audiences.circleId} = ${circleMembers.circleId}
      where ${circleMembers.memberId} = ${members.id} and ${circleMembers.until} is null
    union all
    select ${audienceMembers.audienceId} from ${audienceMembers}
      where ${audienceMembers.memberId} = ${members.id})`,
  // By name, since moderation stands above sessions.
  openedThreadIds: sql<string[]>`array(
    select f.thread_id from flags f where f.taken_by = ${members.id} and f.state = 'taken'
      and ${members.role} in ('moderator', 'admin'))`,
};

/** A member as signed by a session, and the session's dates. */
export interface FoundSession {
  member: SignedMember;
  expiresAt: Date;
  lastSeenAt: Date;
}

const selectSession = (db: Db, now: Date | Placeholder, which: SQL) =>
  db
    .select({
      rights,
      sessionId: sessions.id,
      expiresAt: sessions.expiresAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(and(which, gt(sessions.expiresAt, now), eq(members.state, 'active')));
type SessionRow = Awaited<ReturnType<typeof selectSession>>[number];

const foundIn = ([row]: SessionRow[]): FoundSession | null =>
  row
    ? {
        member: { ...row.rights, by: { sessionId: row.sessionId } },
        expiresAt: row.expiresAt,
        lastSeenAt: row.lastSeenAt,
      }
    : null;

const prepareByHash = (db: Db) =>
  selectSession(db, sql.placeholder('now'), eq(sessions.tokenHash, sql.placeholder('hash'))).prepare(
    'session_by_hash',
  );
/** Of each database: written once, as it runs before every answer. */
const preparedByHash = new WeakMap<Db, ReturnType<typeof prepareByHash>>();

/** The active member of a living session, with the rights of this moment. */
export async function findMemberBySession(db: Db, tokenHash: string, now: Date) {
  const prepared = preparedByHash.get(db) ?? prepareByHash(db);
  preparedByHash.set(db, prepared);
  return foundIn(await prepared.execute({ hash: tokenHash, now }));
}

/** The active member for whom a mail is composed, with the rights of this moment and as a token that reads, and their address. */
export async function findReceiver(db: Db, id: string, mailId: string) {
  const [row] = await db
    .select({ rights, email: members.email })
    .from(members)
    // Of two tables, since columns of a single one lose its name, which the parts of `rights` need.
    .innerJoin(audiences, eq(audiences.id, allMembersAudienceId))
    .where(and(eq(members.id, id), eq(members.state, 'active')));
  // What is open to a moderator for a flag is for looking at, not for the post.
  const by = { tokenId: mailId, scope: 'read' as const };
  return row ? { member: { ...row.rights, openedThreadIds: [], by }, email: row.email } : null;
}

/** A member as signed by a personal access token, and when it was last used. */
export interface FoundToken {
  member: SignedMember;
  lastUsedAt: Date | null;
}

async function findToken(db: Db, now: Date, which: SQL): Promise<FoundToken | null> {
  const [row] = await db
    .select({ rights, tokenId: tokens.id, scope: tokens.scope, lastUsedAt: tokens.lastUsedAt })
    .from(tokens)
    .innerJoin(members, eq(members.id, tokens.memberId))
    .where(and(which, gt(tokens.expiresAt, now), isNull(tokens.revokedAt), eq(members.state, 'active')));
  if (!row) return null;
  return {
    member: { ...row.rights, by: { tokenId: row.tokenId, scope: row.scope } },
    lastUsedAt: row.lastUsedAt,
  };
}

/** The active member of a personal access token that still holds, with the rights of this moment. */
export const findMemberByToken = (db: Db, hash: string, now: Date) =>
  findToken(db, now, eq(tokens.hash, hash));

/** The member's rights read anew, for an open socket; null when its session or token holds no more. */
export async function findMemberAgain(
  db: Db,
  by: SignedMember['by'],
  now: Date,
): Promise<SignedMember | null> {
  const found =
    'sessionId' in by
      ? foundIn(await selectSession(db, now, eq(sessions.id, by.sessionId)))
      : await findToken(db, now, eq(tokens.id, by.tokenId));
  return found?.member ?? null;
}

export async function insertSession(db: Db, row: typeof sessions.$inferInsert): Promise<void> {
  await db.insert(sessions).values(row);
}

export async function renewSession(db: Db, tokenHash: string, expiresAt: Date): Promise<void> {
  await db.update(sessions).set({ expiresAt }).where(eq(sessions.tokenHash, tokenHash));
}

/** Notes that the session was used; a second note of the same moment changes nothing. */
export async function touchSession(db: Db, sessionId: string, now: Date, unlessSince: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, unlessSince)));
}

export async function touchToken(db: Db, tokenId: string, now: Date): Promise<void> {
  await db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.id, tokenId));
}

/** Living sessions of a member, the last used first. */
export const listSessions = (db: Db, memberId: string, now: Date) =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.memberId, memberId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));

export async function deleteSessionByHash(db: Db, tokenHash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
}

/** True when the member had such a session. */
export async function deleteSession(db: Db, memberId: string, sessionId: string): Promise<boolean> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.memberId, memberId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return gone.length > 0;
}

/** Ends the member's sessions, but the one to keep if any; gives the ids of those that ended. */
export async function deleteSessions(db: Db, memberId: string, keepId?: string): Promise<string[]> {
  const theirs = eq(sessions.memberId, memberId);
  const gone = await db
    .delete(sessions)
    .where(keepId ? and(theirs, ne(sessions.id, keepId)) : theirs)
    .returning({ id: sessions.id });
  return gone.map(({ id }) => id);
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, now));
}

export type TokenRow = typeof tokens.$inferSelect;

export async function insertToken(db: Db, row: typeof tokens.$inferInsert): Promise<TokenRow> {
  const [made] = await db.insert(tokens).values(row).returning();
  if (!made) throw new Error('A token was not written.');
  return made;
}

/** Tokens that are not revoked, the newest first; at most `limit` and one more, made before the cursor's. */
export const listTokens = (db: Db, memberId: string, limit: number, beforeId?: string) =>
  db
    .select()
    .from(tokens)
    .where(
      and(
        eq(tokens.memberId, memberId),
        isNull(tokens.revokedAt),
        beforeId ? lt(tokens.id, beforeId) : undefined,
      ),
    )
    .orderBy(desc(tokens.id))
    .limit(limit + 1);

/** True when the member had such a token that was not revoked yet. */
export async function revokeToken(db: Db, memberId: string, tokenId: string, now: Date): Promise<boolean> {
  const revoked = await db
    .update(tokens)
    .set({ revokedAt: now })
    .where(and(eq(tokens.memberId, memberId), eq(tokens.id, tokenId), isNull(tokens.revokedAt)))
    .returning({ id: tokens.id });
  return revoked.length > 0;
}

export async function revokeTokens(db: Db, memberId: string, now: Date): Promise<void> {
  await db
    .update(tokens)
    .set({ revokedAt: now })
    .where(and(eq(tokens.memberId, memberId), isNull(tokens.revokedAt)));
}
