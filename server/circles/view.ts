import type { Audience, AudienceBrief, Circle } from '@cenacle/shared/circles/contract.ts';
import { allMembersAudienceId, circleMembersMax } from '@cenacle/shared/circles/contract.ts';
import type { Language } from '@cenacle/shared/http.ts';
import type { Db } from '../database.ts';
import { notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { canEdit, isLastKeeper } from './policy.ts';
import { findCircle, listCircleMembers, listInvited } from './queries.ts';

const allMembers: Record<Language, string> = { fr: 'Tous les membres', en: 'All members' };

/** The audience of all members, as this member reads it. */
export const allMembersView = (member: SignedMember, memberCount: number): Audience => ({
  id: allMembersAudienceId,
  kind: 'all',
  name: allMembers[member.language],
  circle_id: null,
  member_count: memberCount,
});

type AudienceRow = { id: string; kind: AudienceBrief['kind']; circleId: string | null; name: string | null };

/** An audience as what belongs to it names it: the name is its circle's, and empty where it has none. */
export const audienceBriefView = ({ id, kind, circleId, name }: AudienceRow): AudienceBrief => ({
  id,
  kind,
  name: name ?? '',
  circle_id: circleId,
});

/** A circle as one of its members sees it; 404 outside. */
export async function circleView(db: Db, member: SignedMember, id: string): Promise<Circle> {
  const found = await findCircle(db, member, id);
  if (!found) throw notFound();
  const members = await listCircleMembers(db, id);
  const invited = await listInvited(db, id);
  return {
    id,
    audience_id: found.audienceId,
    name: found.circle.name,
    description: found.circle.description,
    created_at: found.circle.createdAt.toISOString(),
    members: members.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() })),
    invited: invited.map(({ id, name, headline }) => ({ id, name, headline })),
    can: {
      edit: canEdit(found.mine),
      invite: members.length + invited.length < circleMembersMax,
      remove: found.mine.keeper,
      leave: members.length === 1 || !isLastKeeper(member.id, members),
    },
  };
}
