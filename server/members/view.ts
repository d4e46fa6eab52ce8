import type { Me, MemberProfile } from '@cenacle/shared/members/contract.ts';
import { isAdmin, isModerator, type SignedMember } from '../http/member.ts';
import { canChangeRole, canRestore, canSuspend } from './policy.ts';
import type { findMember, MemberRow, MeRow } from './queries.ts';

const profileOf = (row: MemberRow) => ({
  headline: row.headline,
  functions: row.functions,
  sectors: row.sectors,
  companies: row.companies,
  place: row.place,
  languages: row.languages,
  availability: row.availability,
});

/** Oneself, as one's own pages show it. */
export function meView({ member: row, hasPassword }: MeRow): Me {
  return {
    id: row.id,
    name: row.name,
    email: row.email ?? '',
    role: row.role,
    language: row.language,
    zone: row.zone,
    theme: row.theme,
    presence: row.presence,
    ...profileOf(row),
    has_password: hasPassword,
    can: { moderate: isModerator(row), administrate: isAdmin(row) },
  };
}

/** Another member, and what the asker may do to them. */
export function profileView(
  asker: SignedMember,
  { member: row, sponsor }: NonNullable<Awaited<ReturnType<typeof findMember>>>,
): MemberProfile {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    state: row.state,
    ...profileOf(row),
    joined_at: row.joinedAt?.toISOString() ?? null,
    sponsor,
    can: {
      suspend: row.state === 'active' && canSuspend(asker, row),
      restore: row.state === 'suspended' && canRestore(asker, row),
      change_role: canChangeRole(asker, row),
    },
  };
}
