import type { Cost } from '@cenacle/shared/threads/outcome-contract.ts';
import type { Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

/** A cost as people say it: `35 000 € à 40 000 € HT`, `12 € HT par mois`, `à partir de 500 € HT`. */
export function costText(cost: Cost, format: Pick<Format, 'money'>, words: Words['outcome']): string {
  const { min_minor: min, max_minor: max, currency, per } = cost;
  const from = format.money(min, currency);
  const amount =
    max === null ? words.from(from) : max === min ? from : words.between(from, format.money(max, currency));
  return [amount, words.excludingTax, per === 'once' ? '' : words.pers[per]].filter(Boolean).join(' ');
}
