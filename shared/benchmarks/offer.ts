import type { PriceParts, Terms } from './contract.ts';
import { totalCost, type CostTerms, type OfferParts } from './total-cost.ts';

/** What a cost is counted with when the reader says nothing: three years, no use, 400 of the currency a day, VAT excluded. */
export const termsDefault: Terms = { months: 36, volume: 0, day_rate: 40_000, vat: 'excluded' };

/** The usual rate in France. */
const vatRate = 0.2;

const costTerms = ({ months, volume, day_rate: dayRate, vat }: Terms): CostTerms => ({
  months,
  volume,
  dayRate,
  vatRate,
  withVat: vat === 'included',
});

function offerOf(parts: PriceParts): OfferParts {
  const vatIncluded = parts.vat_included ?? false;
  return {
    ...(parts.one_off == null ? {} : { oneOff: { minor: parts.one_off, vatIncluded } }),
    ...(parts.recurring ? { recurring: { ...parts.recurring, vatIncluded } } : {}),
    ...(parts.per_use == null ? {} : { perUse: { micros: parts.per_use, vatIncluded } }),
    ...(parts.steps ? { plan: { steps: parts.steps, vatIncluded } } : {}),
    ...(parts.internal_days == null ? {} : { internalDays: parts.internal_days }),
    ...(parts.exit == null ? {} : { exit: { minor: parts.exit, vatIncluded } }),
  };
}

/** What an offer costs by the reader's terms, in minor units; null where it is not sold for so many uses. */
export const offerTotal = (parts: PriceParts, terms: Terms): number | null =>
  totalCost(offerOf(parts), costTerms(terms)).total;
