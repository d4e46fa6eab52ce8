import type { Language } from '@cenacle/shared/http.ts';
import type { Role } from '@cenacle/shared/members/contract.ts';
import type { tokenScopes } from '@cenacle/shared/sessions/contract.ts';

/** The member who asks, with the rights of this moment: read anew with each request, once for a page and all it asks. */
export interface SignedMember {
  id: string;
  name: string;
  role: Role;
  language: Language;
  zone: string;
  /** Ids of all audiences that the member may read, that of all members among them. */
  audienceIds: string[];
  /** Threads outside of them that are open to a moderator, each for a flag that they took and have not resolved. */
  openedThreadIds: string[];
  /** Whether others may know what they read and that they write, and they of others. */
  presence: boolean;
  rightsVersion: number;
  /** How the request was signed: by the browser's session, or by a personal access token. */
  by: { sessionId: string } | { tokenId: string; scope: (typeof tokenScopes)[number] };
}

/** True for moderators and admins. It opens no circle: see `visibleTo`. */
export const isModerator = (member: Pick<SignedMember, 'role'>) =>
  member.role === 'moderator' || member.role === 'admin';

/** Whether the audience is one of those that the member reads. */
export const readsAudience = (member: Pick<SignedMember, 'audienceIds'>, audienceId: string) =>
  member.audienceIds.includes(audienceId);

/** Of a thread, or what else is watched, whose audience is known: what `visibleThread` says in a query. */
export const readsThread = (
  member: Pick<SignedMember, 'audienceIds' | 'openedThreadIds'>,
  { id, audienceId }: { id: string; audienceId: string },
) => readsAudience(member, audienceId) || member.openedThreadIds.includes(id);

export const isAdmin = (member: Pick<SignedMember, 'role'>) => member.role === 'admin';

declare module 'fastify' {
  interface FastifyRequest {
    member: SignedMember | null;
  }
}
