import type { ActKind } from '@cenacle/shared/moderation/contract.ts';
import { newId, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { moderationActs } from './schema.ts';

/** What an act was about; what is not named is not part of it. */
export interface ActTarget {
  flagId?: string;
  threadId?: string;
  postId?: string;
  memberId?: string;
  providerId?: string;
}

/** Writes down what a moderator does, in the transaction that does it: without the line there is no act. */
export async function writeAct(
  tx: Db,
  actor: Pick<SignedMember, 'id'>,
  kind: ActKind,
  reason: string,
  target: ActTarget,
  at: Date,
): Promise<void> {
  await tx
    .insert(moderationActs)
    .values({ id: newId(), actorId: actor.id, kind, reason, ...target, createdAt: at });
}
