import type { Card, vouchFor as vouchRoute } from '@cenacle/shared/cards/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { invalid, notFound, refused } from '../errors.ts';
import { writeEvidence } from '../evidence/actions.ts';
import { deleteEvidence } from '../evidence/queries.ts';
import type { SignedMember } from '../http/member.ts';
import { mandatoryLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { showCard } from './actions.ts';
import { canVouch } from './policy.ts';
import { lockCard } from './queries.ts';
import { findVouchEvidence, removeVouch, writeVouch } from './write-queries.ts';

/**
 * Writes the member's vouch for a card, in the place of an earlier one; its evidence lives in the card's audience. 404
 * unseen, 403 before the person was told, 422 `needs_ground` without a case or engagement, and at `evidence.*`.
 */
export async function vouchFor(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof vouchRoute>,
): Promise<Card> {
  const now = services.clock();
  const forWhat = mandatoryLine('for_what', input.for_what);
  const { evidence: given, relation, conflict, again } = input;
  if (given.grade === 'opinion' || (!given.thread_id && !given.engagement_id))
    throw invalid([{ field: 'evidence.grade', code: 'needs_ground' }]);
  const ownerId = await services.db.transaction(async (tx) => {
    const card = await lockCard(tx, member, id, now);
    if (!card) throw notFound();
    if (!canVouch(card)) throw refused();
    const replaced = await findVouchEvidence(tx, id, member.id);
    const where = { audienceId: card.audienceId, replaced, now };
    const evidenceId = await writeEvidence(tx, member, given, where);
    const row = {
      cardId: id,
      memberId: member.id,
      evidenceId,
      forWhat,
      relation,
      conflict,
      again,
      createdAt: now,
    };
    const old = await writeVouch(tx, row);
    if (old) await deleteEvidence(tx, old);
    return card.ownerId;
  });
  services.hub.tell({ kind: 'me', memberIds: [ownerId] });
  return showCard(services, member, id);
}

/** Withdraws one's own vouch with its evidence. 404 for none and unseen. */
export async function withdrawVouch(services: Services, member: SignedMember, id: string): Promise<void> {
  const ownerId = await services.db.transaction(async (tx) => {
    const card = await lockCard(tx, member, id, services.clock());
    const evidenceId = card && (await removeVouch(tx, id, member.id));
    if (!evidenceId) throw notFound();
    await deleteEvidence(tx, evidenceId);
    return card.ownerId;
  });
  services.hub.tell({ kind: 'me', memberIds: [ownerId] });
}
