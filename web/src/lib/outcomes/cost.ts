import { currencies, paidPer } from '@cenacle/shared/money.ts';
import type { Cost } from '@cenacle/shared/threads/outcome-contract.ts';
import { readAmount, writeNumber } from '@cenacle/shared/amounts.ts';
import type { Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

type Language = 'fr' | 'en';

/** A cost as people say it: `35 000 € à 40 000 € HT`, `12 € HT par mois`, `à partir de 500 € HT`. */
export function costText(cost: Cost, format: Pick<Format, 'money'>, words: Words['outcome']): string {
  const { min_minor: min, max_minor: max, currency, per } = cost;
  const from = format.money(min, currency);
  const amount =
    max === null ? words.from(from) : max === min ? from : words.between(from, format.money(max, currency));
  return [amount, words.excludingTax, per === 'once' ? '' : words.pers[per]].filter(Boolean).join(' ');
}

/** The fields of a cost as they are typed; `cost_open` is 1 where the maximum is not known. */
export const costFields = ['cost_from', 'cost_to', 'cost_open', 'currency', 'per'] as const;
export type CostTyped = Record<(typeof costFields)[number], string>;

const minorPerUnit = 100;
const amountTyped = (minor: number | null | undefined, language: Language): string =>
  minor == null ? '' : writeNumber(minor / minorPerUnit, language);

/** What the fields of a cost that stands begin with; those of none are empty. */
export const costTyped = (cost: Cost | null | undefined, language: Language): CostTyped => ({
  cost_from: amountTyped(cost?.min_minor, language),
  cost_to: cost && cost.max_minor !== cost.min_minor ? amountTyped(cost.max_minor, language) : '',
  cost_open: cost && cost.max_minor === null ? '1' : '',
  currency: cost?.currency ?? 'EUR',
  per: cost?.per ?? 'once',
});

/** The cost that was typed; null for none, or which field can't be read. */
export function readCost(
  typed: Partial<CostTyped>,
  language: Language,
): Cost | null | { wrong: 'cost_from' | 'cost_to' } {
  if (!typed.cost_from && !typed.cost_to) return null;
  const from = readAmount(typed.cost_from || '0', language);
  if (from === null) return { wrong: 'cost_from' };
  const to = typed.cost_to ? readAmount(typed.cost_to, language) : from;
  if (to === null) return { wrong: 'cost_to' };
  const isOpen = typed.cost_open === '1' && !typed.cost_to;
  return {
    min_minor: from,
    max_minor: isOpen ? null : to,
    currency: currencies.find((one) => one === typed.currency) ?? 'EUR',
    per: paidPer.find((one) => one === typed.per) ?? 'once',
  };
}
