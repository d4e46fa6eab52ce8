import { expect, test } from 'vitest';
import { formatFor } from '#lib/format.ts';
import { fr } from '#lib/words/fr.ts';
import { freshnessText, isFresh } from './freshness.ts';

const now = '2026-11-25T12:00:00Z';
const said = (at: string) =>
  freshnessText(at, now, formatFor('fr', 'Europe/Paris'), fr.benchmarks).replace(/\u00a0/g, ' ');

test('a year old is fresh, older is dated', () => {
  expect(isFresh('2025-11-26T12:00:00Z', now)).toBe(true);
  expect(isFresh('2025-11-24T12:00:00Z', now)).toBe(false);
  expect(said('2026-03-02T12:00:00Z')).toBe('À jour · mars 2026');
  expect(said('2023-10-16T09:00:00Z')).toBe('Dernière évaluation : octobre 2023');
});
