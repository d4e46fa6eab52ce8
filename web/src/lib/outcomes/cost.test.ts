import { expect, test } from 'vitest';
import type { Cost } from '@cenacle/shared/threads/outcome-contract.ts';
import { formatFor } from '#lib/format.ts';
import { fr } from '#lib/words/fr.ts';
import { costText } from './cost.ts';

test.each<[Omit<Cost, 'currency'>, string]>([
  [{ min_minor: 3_500_000, max_minor: 3_500_000, per: 'once' }, '35 000 € HT'],
  [{ min_minor: 3_500_000, max_minor: 4_000_000, per: 'once' }, '35 000 € à 40 000 € HT'],
  [{ min_minor: 1250, max_minor: 1250, per: 'month' }, '12,50 € HT par mois'],
  [{ min_minor: 50_000, max_minor: null, per: 'year' }, 'à partir de 500 € HT par an'],
])('%j', (cost, text) => {
  const said = costText({ ...cost, currency: 'EUR' }, formatFor('fr', 'Europe/Paris'), fr.outcome);
  expect(said.replace(/[\u00a0\u202f]/g, ' ')).toBe(text);
});
