import { eq } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { voiceMembers } from './schema.ts';

/** The ids of the member's own voices: one of the two places that know whose a voice is. */
export const myVoices = (db: Db, member: SignedMember) =>
  db.select({ id: voiceMembers.voiceId }).from(voiceMembers).where(eq(voiceMembers.memberId, member.id));
