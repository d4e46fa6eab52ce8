import { circleMembersMax } from '@cenacle/shared/circles/contract.ts';
import { newId, type Db } from '../database.ts';
import { conflict, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import { findActive, raiseRightsVersion } from '../members/queries.ts';
import type { Services } from '../services.ts';
import { canEdit, canRemove, canSetKeeper, canWithdraw, isLastKeeper } from './policy.ts';
import {
  countPlaces,
  deleteInvitations,
  endMembership,
  findCircle,
  findMembership,
  insertCircle,
  insertInvitation,
  insertMembership,
  listCircleMembers,
  lockCircle,
  setKeeper,
  takeInvitation,
  updateCircle,
} from './queries.ts';

/** The member's own place in a circle, which is locked until the transaction ends; 404 outside. */
async function enter(tx: Db, member: SignedMember, circleId: string) {
  if (!(await findCircle(tx, member, circleId))) throw notFound();
  await lockCircle(tx, circleId);
  // Asked again behind the lock: they may have left while this waited.
  const found = await findCircle(tx, member, circleId);
  if (!found) throw notFound();
  return found.mine;
}

/** Makes a circle whose keeper is the member; gives its id, or the one that the key made before. */
export async function createCircle(
  { db, clock, hub }: Services,
  member: SignedMember,
  input: { name: string; description?: string },
  key: IdempotencyKey | null,
): Promise<string> {
  const name = mandatoryLine('name', input.name);
  const description = oneLine('description', input.description ?? '');
  const id = newId();
  const before = await db.transaction(async (tx) => {
    const before = await claimKey(tx, member, key, id);
    if (before) return before;
    await insertCircle(tx, { id, name, description, createdBy: member.id, createdAt: clock() });
    await raiseRightsVersion(tx, [member.id]);
    return null;
  });
  if (before) return before;
  hub.tell({ kind: 'rights', memberIds: [member.id] });
  return id;
}

/** Names or describes the circle anew; keepers only. */
export async function editCircle(
  { db }: Services,
  member: SignedMember,
  input: { id: string; name?: string; description?: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!canEdit(await enter(tx, member, input.id))) throw refused();
    const change: { name?: string; description?: string } = {};
    if (input.name !== undefined) change.name = mandatoryLine('name', input.name);
    if (input.description !== undefined) change.description = oneLine('description', input.description);
    await updateCircle(tx, input.id, change);
  });
}

/** Invites a member; who is in or invited already changes nothing. 409 `circle_full`. */
export async function inviteMember(
  { db, clock, hub }: Services,
  member: SignedMember,
  input: { id: string; memberId: string },
): Promise<void> {
  const { id: circleId, memberId } = input;
  const isNew = await db.transaction(async (tx) => {
    await enter(tx, member, circleId);
    if ((await findActive(tx, [memberId])).length === 0) throw unknownReference('member_id');
    if (await findMembership(tx, circleId, memberId)) return false;
    const isNew = await insertInvitation(tx, {
      circleId,
      memberId,
      invitedBy: member.id,
      createdAt: clock(),
    });
    const { members, invited } = await countPlaces(tx, circleId);
    if (isNew && members + invited > circleMembersMax) throw conflict('circle_full');
    return isNew;
  });
  if (isNew) hub.tell({ kind: 'me', memberIds: [memberId] });
}

/** Withdraws an invitation: who sent it, or a keeper. 404 when there is none. */
export async function withdrawInvitation(
  { db, hub }: Services,
  member: SignedMember,
  input: { id: string; memberId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const mine = await enter(tx, member, input.id);
    const taken = await takeInvitation(tx, input.id, input.memberId);
    if (!taken) throw notFound();
    if (!canWithdraw(mine, member.id, taken)) throw refused();
  });
  hub.tell({ kind: 'me', memberIds: [input.memberId] });
}

/** Joins the circle that one is invited to, or declines. 404 without an invitation, 409 `circle_full`. */
export async function answerInvitation(
  { db, clock, hub }: Services,
  member: SignedMember,
  input: { id: string; answer: 'join' | 'decline' },
): Promise<void> {
  const { id: circleId, answer } = input;
  await db.transaction(async (tx) => {
    await lockCircle(tx, circleId);
    if (!(await takeInvitation(tx, circleId, member.id))) throw notFound();
    if (answer === 'decline') return;
    if ((await countPlaces(tx, circleId)).members >= circleMembersMax) throw conflict('circle_full');
    await insertMembership(tx, { circleId, memberId: member.id, keeper: false, since: clock() });
    await raiseRightsVersion(tx, [member.id]);
  });
  hub.tell(
    answer === 'join' ? { kind: 'rights', memberIds: [member.id] } : { kind: 'me', memberIds: [member.id] },
  );
}

/** Leaves the circle. 409 `last_keeper` when others would be left without one. */
export async function leaveCircle(
  { db, clock, hub }: Services,
  member: SignedMember,
  circleId: string,
): Promise<void> {
  const uninvited = await db.transaction(async (tx) => {
    await enter(tx, member, circleId);
    const members = await listCircleMembers(tx, circleId);
    if (members.length > 1 && isLastKeeper(member.id, members)) throw conflict('last_keeper');
    await endMembership(tx, circleId, member.id, clock());
    await raiseRightsVersion(tx, [member.id]);
    // Nobody is left who could welcome those who were invited.
    return members.length > 1 ? [] : deleteInvitations(tx, circleId);
  });
  hub.tell({ kind: 'rights', memberIds: [member.id] });
  if (uninvited.length > 0) hub.tell({ kind: 'me', memberIds: uninvited });
}

/** Removes a member from the circle; keepers only, and no keeper. 404 for who is not in it. */
export async function removeMember(
  { db, clock, hub }: Services,
  member: SignedMember,
  input: { id: string; memberId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const mine = await enter(tx, member, input.id);
    const theirs = await findMembership(tx, input.id, input.memberId);
    if (!theirs) throw notFound();
    if (!canRemove(mine, theirs)) throw refused();
    await endMembership(tx, input.id, input.memberId, clock());
    await raiseRightsVersion(tx, [input.memberId]);
  });
  hub.tell({ kind: 'rights', memberIds: [input.memberId] });
}

/** Makes a member a keeper, or stops being one oneself. 404 for who is not in it, 409 `last_keeper`. */
export async function changeKeeper(
  { db }: Services,
  member: SignedMember,
  input: { id: string; memberId: string; keeper: boolean },
): Promise<void> {
  const { id: circleId, memberId, keeper } = input;
  await db.transaction(async (tx) => {
    const mine = await enter(tx, member, circleId);
    const members = await listCircleMembers(tx, circleId);
    if (!members.some(({ id }) => id === memberId)) throw notFound();
    if (!canSetKeeper(mine, memberId === member.id, keeper)) throw refused();
    if (!keeper && isLastKeeper(memberId, members)) throw conflict('last_keeper');
    await setKeeper(tx, circleId, memberId, keeper);
  });
}
