import { expect, test } from 'vitest';
import { readParts, typedParts } from './price-form.ts';

const parts = {
  one_off: 500_000,
  recurring: { minor: 1_990, per: 'year' as const },
  per_use: 1_500,
  steps: [
    { base: 1_000, included: 500, overage: 2_000 },
    { base: 3_000, included: 2_000, overage: null },
  ],
  internal_days: 2.5,
  exit: 0,
  vat_included: true,
};

test.each(['fr', 'en'] as const)('parts come back as they were typed (%s)', (language) => {
  expect(readParts(typedParts(parts, 'c', language), 'c', language)).toEqual(parts);
});

test('nothing typed is no part, VAT alone neither', () => {
  expect(readParts({}, 'c', 'fr')).toBeNull();
  expect(readParts({ 'p.c.vat_included': '1', 'p.d.one_off': '5' }, 'c', 'fr')).toBeNull();
});

test('what is no amount is refused', () => {
  expect(readParts({ 'p.c.per_use': 'peu' }, 'c', 'fr')).toBe('unreadable');
  expect(readParts({ 'p.c.one_off': '-5' }, 'c', 'fr')).toBe('unreadable');
});
