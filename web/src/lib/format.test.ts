import { expect, test } from 'vitest';
import { formatFor } from './format.ts';

const now = '2026-11-25T17:00:00Z'; // Wednesday, 18:00 in Paris
const fr = formatFor('fr', 'Europe/Paris');
const en = formatFor('en', 'Europe/Paris');
/** Intl writes several kinds of no-break spaces, and not the same in each version. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
  ['2026-11-25T16:59:40Z', 'à l’instant', 'just now'],
  ['2026-11-25T17:00:20Z', 'à l’instant', 'just now'],
  ['2026-11-25T16:56:00Z', 'il y a 4 min', '4 min ago'],
  ['2026-11-25T08:12:00Z', '09:12', '09:12'],
  ['2026-11-24T17:42:00Z', 'hier 18:42', 'yesterday 18:42'],
  ['2026-11-24T23:30:00Z', '00:30', '00:30'],
  ['2026-11-21T09:05:00Z', 'samedi 10:05', 'Saturday 10:05'],
  ['2026-11-03T09:05:00Z', '3 nov.', '3 Nov'],
  ['2024-11-03T09:05:00Z', '3 nov. 2024', '3 Nov 2024'],
])('%s is said as %s, %s', (at, french, english) => {
  expect(plain(fr.ago(at, now))).toBe(french);
  expect(plain(en.ago(at, now))).toBe(english);
});

test('a day has its year only when it is not this one', () => {
  expect(fr.day('2026-12-04T10:00:00Z', now)).toBe('vendredi 4 décembre');
  expect(fr.day('2025-12-04T10:00:00Z', now)).toBe('jeudi 4 décembre 2025');
  expect(fr.dayTitle(now)).toBe('Mercredi 25 novembre');
});

test('a calendar day is the same day in every zone', () => {
  expect(formatFor('fr', 'America/Guadeloupe').date('2026-12-04', now)).toBe('vendredi 4 décembre');
  expect(formatFor('en', 'Pacific/Auckland').date('2026-12-04', now)).toBe('Friday 4 December');
});

test('amounts are in minor units, with decimals only where there are some', () => {
  expect(plain(fr.money(3_845_000, 'EUR'))).toBe('38 450 €');
  expect(plain(fr.money(1_250, 'EUR'))).toBe('12,50 €');
  expect(plain(en.money(500, 'JPY'))).toBe('JP¥500');
});

test('the formatters of a language and zone are made once', () => {
  expect(formatFor('fr', 'Europe/Paris')).toBe(fr);
});

test('an unknown zone reads as UTC', () => {
  expect(formatFor('fr', 'Europe/Nowhere').hour(now)).toBe('17:00');
});
