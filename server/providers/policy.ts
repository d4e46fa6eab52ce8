import { isModerator, type SignedMember } from '../http/member.ts';

/** Merging moves what others wrote: a moderator's to do. Adding and mending an entry is everybody's. */
export const canMerge = (member: SignedMember): boolean => isModerator(member);

/** A reply is its recorder's to take away, or a moderator's. */
export const canRemoveReply = (member: SignedMember, recordedBy: string): boolean =>
  recordedBy === member.id || isModerator(member);
