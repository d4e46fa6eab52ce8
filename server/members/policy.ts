import type { MemberState, Role } from '@cenacle/shared/members/contract.ts';
import { isAdmin, isModerator, type SignedMember } from '../http/member.ts';

interface Target {
  id: string;
  role: Role;
  state: MemberState;
}

const hasAccount = (target: Target) => target.state === 'active' || target.state === 'suspended';

/** Moderators suspend anybody with an account but themselves; an admin only an admin suspends. */
export const canSuspend = (member: SignedMember, target: Target): boolean =>
  isModerator(member) &&
  hasAccount(target) &&
  target.id !== member.id &&
  (target.role !== 'admin' || isAdmin(member));

/** Who could suspend a member can restore them. */
export const canRestore = canSuspend;

/** Admins give and take roles, their own among them. */
export const canChangeRole = (member: SignedMember, target: Target): boolean =>
  isAdmin(member) && hasAccount(target);

/** An invitation is taken back by who sent it, or by a moderator. */
export const canRevoke = (member: SignedMember, invitation: { sponsorId: string }): boolean =>
  invitation.sponsorId === member.id || isModerator(member);
