import type { CardRow, Vouch } from '@cenacle/shared/cards/contract.ts';
import type { Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

/** Whose card it is: the person's, else the firm's. */
export const nameOf = (card: Pick<CardRow, 'person' | 'firm' | 'provider'>): string =>
  card.person || card.firm || (card.provider?.name ?? '');

/** What is known beside the name, in one line. */
export function aboutOf(card: CardRow): string {
  const firm = card.person ? card.firm || card.provider?.name || '' : '';
  return [card.job_title, firm, card.area, card.languages.map((each) => each.toUpperCase()).join(' ')]
    .filter(Boolean)
    .join(' · ');
}

/** The price range in words; empty where none is given. */
export function priceOf(
  { price_min: min, price_max: max }: Pick<CardRow, 'price_min' | 'price_max'>,
  format: Format,
  words: Words['cards'],
): string {
  if (min === null && max === null) return '';
  const amount = (minor: number | null) => (minor === null ? '' : format.money(minor, 'EUR'));
  return words.price(amount(min), amount(max));
}

/** Months before a card must be confirmed again in which the deck says so. */
const noticeMonths = 3;

/** Whether others will soon see the card no more. */
export function isToRenew({ expires_at: at }: Pick<CardRow, 'expires_at'>, now: number): boolean {
  if (at === null) return false;
  const soon = new Date(now);
  soon.setUTCMonth(soon.getUTCMonth() + noticeMonths);
  return new Date(at) < soon;
}

export const ownVouch = (vouches: readonly Vouch[]): Vouch | undefined => vouches.find(({ mine }) => mine);
