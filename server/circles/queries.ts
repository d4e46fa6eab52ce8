import {
  and,
  count,
  desc,
  eq,
  exists,
  inArray,
  isNull,
  lt,
  sql,
  type AnyColumn,
  type SQL,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { newId, number, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief, byName } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { audienceMembers, audiences, circleInvitations, circleMembers, circles } from './schema.ts';

/** An audience without readers, which nobody can join: of what is kept only for its addresses. */
export const nobodyAudienceId = '00000000-0000-7000-8000-000000000002';

/** The one rule of who sees what: content whose audience the member reads. Goes into the `where` of every query. */
export const visibleTo = (member: SignedMember, audienceId: AnyColumn): SQL =>
  // As one parameter: the statement is the same for every member, and planned once.
  sql`${audienceId} = any(${sql.param(member.audienceIds)}::uuid[])`;

/** A thread that the member reads: by its audience, or while a flag about it is theirs to settle. For one thread, never lists. */
export const visibleThread = (member: SignedMember, thread: { id: AnyColumn; audienceId: AnyColumn }): SQL =>
  member.openedThreadIds.length === 0
    ? visibleTo(member, thread.audienceId)
    : sql`(${visibleTo(member, thread.audienceId)} or ${inArray(thread.id, member.openedThreadIds)})`;

/** The same of any active member, in statements that are written for others than the one who asks, and in triggers. */
export const mayRead = (memberId: SQL, audienceId: SQL): SQL =>
  sql`public.may_read(${memberId}, ${audienceId})`;

/** An audience with its circle's name, in rows that join `audiences` and, where there is one, `circles`. */
export const audienceBrief = {
  id: audiences.id,
  kind: audiences.kind,
  circleId: audiences.circleId,
  name: circles.name,
};

/** How many members the audience holds, in rows that join `audiences`. */
export const readerCount = number(sql`case ${audiences.kind}
  when 'all' then (select count(*) from ${members} where ${members.state} = 'active')
  when 'circle' then (select count(*) from ${circleMembers} where ${circleMembers.circleId} = ${audiences.circleId} and ${circleMembers.until} is null)
  else (select count(*) from ${audienceMembers} where ${audienceMembers.audienceId} = ${audiences.id}) end`);

const inToday = (circleId: string, memberId: string) =>
  and(
    eq(circleMembers.circleId, circleId),
    eq(circleMembers.memberId, memberId),
    isNull(circleMembers.until),
  );

// Suspended members keep their place and do not count until they are back.
const memberCount =
  number(sql`select count(*) from ${circleMembers} join ${members} on ${members.id} = ${circleMembers.memberId}
  where ${circleMembers.circleId} = ${circles.id} and ${circleMembers.until} is null and ${members.state} = 'active'`);

const circleName = sql`${circles.name} collate "und-x-icu"`;

// The member's own place, beside the places of all.
const mine = alias(circleMembers, 'mine');
const mineToday = (member: SignedMember) =>
  and(eq(mine.circleId, circles.id), eq(mine.memberId, member.id), isNull(mine.until));

/** The member's circles by name, at most `limit` and one more. */
export const listCircles = (
  db: Db,
  member: SignedMember,
  limit: number,
  after: readonly [name: string, id: string] | null,
) =>
  db
    .select({
      id: circles.id,
      audienceId: audiences.id,
      name: circles.name,
      description: circles.description,
      memberCount,
    })
    .from(circles)
    .innerJoin(audiences, eq(audiences.circleId, circles.id))
    .innerJoin(mine, mineToday(member))
    .where(
      after
        ? sql`(${circleName}, ${circles.id}) > (${after[0]}::text collate "und-x-icu", ${after[1]}::uuid)`
        : undefined,
    )
    .orderBy(circleName, circles.id)
    .limit(limit + 1);

/** A circle that the member is in at this moment, and their place in it; else null. */
export async function findCircle(db: Db, member: SignedMember, id: string) {
  const [row] = await db
    .select({ circle: circles, audienceId: audiences.id, mine: { keeper: mine.keeper } })
    .from(circles)
    .innerJoin(audiences, eq(audiences.circleId, circles.id))
    .innerJoin(mine, mineToday(member))
    .where(eq(circles.id, id));
  return row ?? null;
}

/** Takes the circle for writing: who joins, leaves or invites waits their turn. */
export async function lockCircle(tx: Db, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: circles.id })
    .from(circles)
    .where(eq(circles.id, id))
    .for('no key update');
  return rows.length > 0;
}

/** The active members of a circle today, by name. */
export const listCircleMembers = (db: Db, circleId: string) =>
  db
    .select({ ...brief, keeper: circleMembers.keeper, since: circleMembers.since })
    .from(circleMembers)
    .innerJoin(members, eq(members.id, circleMembers.memberId))
    .where(
      and(eq(circleMembers.circleId, circleId), isNull(circleMembers.until), eq(members.state, 'active')),
    )
    .orderBy(byName, members.id);

/** Active members whose invitation to the circle waits for an answer, by name, and who invited each. */
export const listInvited = (db: Db, circleId: string) =>
  db
    .select({ ...brief, invitedBy: circleInvitations.invitedBy })
    .from(circleInvitations)
    .innerJoin(members, eq(members.id, circleInvitations.memberId))
    .where(and(eq(circleInvitations.circleId, circleId), eq(members.state, 'active')))
    .orderBy(byName, members.id);

/** The row of a member who is in the circle today, else null. */
export async function findMembership(db: Db, circleId: string, memberId: string) {
  const [row] = await db.select().from(circleMembers).where(inToday(circleId, memberId));
  return row ?? null;
}

/** Makes a circle and its audience, and its founder the keeper; gives the audience's id. */
export async function insertCircle(
  tx: Db,
  circle: { id: string; name: string; description: string; createdBy: string; createdAt: Date },
): Promise<string> {
  const { id: circleId, createdBy: memberId, createdAt } = circle;
  const audienceId = newId();
  await tx.insert(circles).values(circle);
  await tx.insert(audiences).values({ id: audienceId, kind: 'circle', circleId, createdAt });
  await insertMembership(tx, { circleId, memberId, keeper: true, since: createdAt });
  return audienceId;
}

export async function updateCircle(
  db: Db,
  id: string,
  change: { name?: string; description?: string },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.update(circles).set(change).where(eq(circles.id, id));
}

export async function insertMembership(
  tx: Db,
  row: { circleId: string; memberId: string; keeper: boolean; since: Date },
): Promise<void> {
  await tx.insert(circleMembers).values({ id: newId(), ...row });
}

/** Ends a membership; the row stays, for who was in the circle when. */
export async function endMembership(tx: Db, circleId: string, memberId: string, now: Date): Promise<void> {
  await tx.update(circleMembers).set({ until: now }).where(inToday(circleId, memberId));
}

export async function setKeeper(tx: Db, circleId: string, memberId: string, keeper: boolean): Promise<void> {
  await tx.update(circleMembers).set({ keeper }).where(inToday(circleId, memberId));
}

/** True when the invitation is new. */
export async function insertInvitation(
  tx: Db,
  row: { circleId: string; memberId: string; invitedBy: string; createdAt: Date },
): Promise<boolean> {
  const made = await tx.insert(circleInvitations).values(row).onConflictDoNothing().returning();
  return made.length > 0;
}

/** The invitation taken out, whether it is answered or withdrawn; null when there was none. */
export async function takeInvitation(tx: Db, circleId: string, memberId: string) {
  const [row] = await tx
    .delete(circleInvitations)
    .where(and(eq(circleInvitations.circleId, circleId), eq(circleInvitations.memberId, memberId)))
    .returning();
  return row ?? null;
}

/** Withdraws all invitations to a circle; gives the members who were invited. */
export async function deleteInvitations(tx: Db, circleId: string): Promise<string[]> {
  const gone = await tx
    .delete(circleInvitations)
    .where(eq(circleInvitations.circleId, circleId))
    .returning({ memberId: circleInvitations.memberId });
  return gone.map(({ memberId }) => memberId);
}

/** How many members are in the circle or invited to it, suspended ones among them: they may come back. */
export async function countPlaces(db: Db, circleId: string): Promise<{ members: number; invited: number }> {
  return {
    members: await db.$count(
      circleMembers,
      and(eq(circleMembers.circleId, circleId), isNull(circleMembers.until)),
    ),
    invited: await db.$count(circleInvitations, eq(circleInvitations.circleId, circleId)),
  };
}

/** Invitations that wait for the member’s answer, those to the newest circle first; at most `limit` and one more. */
export const listInvitationsOf = (db: Db, memberId: string, limit: number, beforeCircleId?: string) =>
  db
    .select({
      circleId: circles.id,
      name: circles.name,
      description: circles.description,
      invitedBy: brief,
      createdAt: circleInvitations.createdAt,
    })
    .from(circleInvitations)
    .innerJoin(circles, eq(circles.id, circleInvitations.circleId))
    .innerJoin(members, eq(members.id, circleInvitations.invitedBy))
    .where(
      and(
        eq(circleInvitations.memberId, memberId),
        beforeCircleId ? lt(circleInvitations.circleId, beforeCircleId) : undefined,
      ),
    )
    .orderBy(desc(circleInvitations.circleId))
    .limit(limit + 1);

/** How many invitations to circles wait for the member's answer. */
export const selectInvitationsOf = (db: Db, memberId: string) =>
  db.select({ n: count() }).from(circleInvitations).where(eq(circleInvitations.memberId, memberId));

/** The active members who read an audience; null when all do. */
export async function readersOf(db: Db, audienceId: string): Promise<string[] | null> {
  if (audienceId === allMembersAudienceId) return null;
  const inCircle = db
    .select({ one: sql`1` })
    .from(audiences)
    .innerJoin(circleMembers, eq(circleMembers.circleId, audiences.circleId))
    .where(
      and(eq(audiences.id, audienceId), eq(circleMembers.memberId, members.id), isNull(circleMembers.until)),
    );
  const named = db
    .select({ one: sql`1` })
    .from(audienceMembers)
    .where(and(eq(audienceMembers.audienceId, audienceId), eq(audienceMembers.memberId, members.id)));
  const rows = await db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.state, 'active'), sql`(${exists(inCircle)} or ${exists(named)})`));
  return rows.map(({ id }) => id);
}

/** How many active members there are. */
export const countMembers = (db: Db): Promise<number> => db.$count(members, eq(members.state, 'active'));
