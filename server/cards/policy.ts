import type { SignedMember } from '../http/member.ts';

interface SeenCard {
  ownerId: string;
  person: string;
  personState: 'none' | 'untold' | 'telling' | 'told' | 'erased';
  expiresAt: Date | null;
}

/** So long before a card expires its person may be told again: two months. */
const renewalMs = 61 * 24 * 3_600_000;

/** A card is its owner's alone to change, also for moderators: it is they who answer for the person. */
export const canEdit = (member: SignedMember, { ownerId }: SeenCard): boolean => ownerId === member.id;

/** Nobody is written to twice for the same: only who has not been told yet, or whose card soon expires. */
export const canTell = (member: SignedMember, card: SeenCard, now: Date): boolean =>
  canEdit(member, card) &&
  (card.personState === 'untold' ||
    (card.personState === 'told' &&
      card.expiresAt !== null &&
      card.expiresAt.getTime() - now.getTime() < renewalMs));

/** Once others see the card, each of them may vouch, its owner among them. */
export const canVouch = ({ personState }: SeenCard): boolean =>
  personState === 'none' || personState === 'told';

export const canPass = canVouch;
