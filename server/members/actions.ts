import type { BodyOf } from '@cenacle/shared/http.ts';
import type {
  updateMe as updateMeRoute,
  updateMember as updateMemberRoute,
} from '@cenacle/shared/members/contract.ts';
import type { ActKind } from '@cenacle/shared/moderation/contract.ts';
import { writeAct } from '../audit/queries.ts';
import type { Db } from '../database.ts';
import { conflict, invalid, notFound, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { insertLink, voidLinks } from './link-queries.ts';
import { revokeInvitationsOf } from './invitation-queries.ts';
import { canChangeRole, canRestore, canSuspend } from './policy.ts';
import {
  hasAccounts,
  lockAdmins,
  lockMember,
  raiseRightsVersion,
  updateMember,
  type MemberRow,
} from './queries.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** 422 `bad_zone` unless the zone is one that dates can be shown in. */
export function refuseUnknownZone(zone: string): void {
  try {
    Intl.DateTimeFormat('fr', { timeZone: zone });
  } catch {
    throw invalid([{ field: 'zone', code: 'bad_zone' }]);
  }
  // Offsets are accepted too, but they are no places: they know no summer time.
  if (!/^[A-Za-z]/.test(zone)) throw invalid([{ field: 'zone', code: 'bad_zone' }]);
}

/** Changes one's own profile and settings. */
export async function changeProfile(
  { db, hub }: Services,
  member: SignedMember,
  change: BodyOf<typeof updateMeRoute>,
): Promise<void> {
  const row: Parameters<typeof updateMember>[2] = { ...change };
  if (change.zone !== undefined) refuseUnknownZone(change.zone);
  if (change.name !== undefined) row.name = mandatoryLine('name', change.name);
  for (const field of ['headline', 'companies', 'place', 'availability'] as const) {
    const value = change[field];
    if (value !== undefined) row[field] = oneLine(field, value);
  }
  if (change.sectors) {
    row.sectors = [...new Set(change.sectors.map((sector, i) => mandatoryLine(`sectors.${i}`, sector)))];
  }
  await updateMember(db, member.id, row);
  hub.tell({ kind: 'me', memberIds: [member.id] });
  // Open pages read anew who they are for.
  if (change.presence !== undefined) hub.tell({ kind: 'rights', memberIds: [member.id] });
}

/** What stands above members and must end with a suspension: gives the ids of the sessions that ended. */
export type EndAccess = (tx: Db, memberId: string, now: Date) => Promise<string[]>;

/** Gives or takes a role, suspends or restores; each at once, in every open page. 403 as the policy says. */
export async function changeMember(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof updateMemberRoute> & { id: string },
  endAccess: EndAccess,
): Promise<void> {
  const { db, hub, clock } = services;
  const reason = mandatoryLine('reason', input.reason);
  const ended = await db.transaction(async (tx) => {
    // Admins first and in one order, so that two admins who demote each other do not both succeed.
    const admins = await lockAdmins(tx);
    const target = await lockMember(tx, input.id);
    if (!target) throw notFound();
    const changes = changesOf(member, target, input);
    if (Object.keys(changes).length === 0) return [];
    const staysAdmin =
      (changes.role ?? target.role) === 'admin' && (changes.state ?? target.state) === 'active';
    if (!staysAdmin && admins.length === 1 && admins[0] === target.id) throw conflict('last_admin');
    await updateMember(tx, target.id, changes);
    for (const kind of actsOf(changes))
      await writeAct(tx, member, kind, reason, { memberId: target.id }, clock());
    await raiseRightsVersion(tx, [target.id]);
    if (changes.state !== 'suspended') return [];
    // An invitation of theirs would be a door back in.
    await revokeInvitationsOf(tx, target.id, member.id, clock());
    return endAccess(tx, target.id, clock());
  });
  hub.tell({ kind: 'rights', memberIds: [input.id] });
  if (ended.length > 0) hub.tell({ kind: 'session', sessionIds: ended });
}

type Changes = Omit<BodyOf<typeof updateMemberRoute>, 'reason'>;

const actsOf = ({ role, state }: Changes): ActKind[] => [
  ...(role === undefined ? [] : ['role' as const]),
  ...(state === undefined ? [] : [state === 'suspended' ? ('suspend' as const) : ('reinstate' as const)]),
];

/** What would really change; throws 403 when any of it is not the member's to do. */
function changesOf(member: SignedMember, target: MemberRow, asked: Changes): Changes {
  const changes: Changes = {};
  if (asked.role !== undefined) {
    if (!canChangeRole(member, target)) throw refused();
    if (asked.role !== target.role) changes.role = asked.role;
  }
  if (asked.state !== undefined) {
    const may = asked.state === 'suspended' ? canSuspend : canRestore;
    if (!may(member, target)) throw refused();
    if (asked.state !== target.state) changes.state = asked.state;
  }
  return changes;
}

const firstAdminMinutes = 24 * 60;

/**
 * A one-time link, good for a day, with which somebody makes the first account, an admin's. Older ones end.
 * Null once there is any account.
 */
export async function firstAdminLink({ db, clock, config }: Services): Promise<string | null> {
  const secret = newSecret();
  const now = clock();
  const made = await db.transaction(async (tx) => {
    if (await hasAccounts(tx)) return false;
    await voidLinks(tx, 'first_admin', null, now);
    await insertLink(tx, {
      kind: 'first_admin',
      hash: hashSecret(secret),
      memberId: null,
      now,
      minutes: firstAdminMinutes,
    });
    return true;
  });
  return made ? `${config.publicUrl}/invitation/${secret}` : null;
}
