import { expect, test } from 'vitest';
import { offerTotal, termsDefault } from './offer.ts';

test('an offer in parts costs what its parts come to by the reader’s terms', () => {
  const parts = {
    one_off: 500_000,
    recurring: { minor: 10_000, per: 'month' as const },
    per_use: 2_000,
    internal_days: 4,
    exit: 100_000,
  };
  expect(offerTotal(parts, termsDefault)).toBe(500_000 + 36 * 10_000 + 4 * 40_000 + 100_000);
  const terms = { ...termsDefault, months: 12, volume: 1_000, day_rate: 50_000 };
  // A thousand uses a month at 0.002 are 2 a month.
  expect(offerTotal(parts, terms)).toBe(500_000 + 12 * 10_000 + 12 * 200 + 4 * 50_000 + 100_000);
  expect(offerTotal({ one_off: 12_000, vat_included: true }, termsDefault)).toBe(10_000);
  expect(offerTotal({ one_off: 10_000 }, { ...termsDefault, vat: 'included' })).toBe(12_000);
});

test('the cheapest step of a plan counts, and none that does not sell so much', () => {
  const steps = [
    { base: 1_000, included: 100, overage: null },
    { base: 5_000, included: 1_000, overage: 10_000 },
  ];
  const cost = (volume: number, more = steps) =>
    offerTotal({ steps: more }, { ...termsDefault, months: 1, volume });
  expect(cost(50)).toBe(1_000);
  expect(cost(1_200)).toBe(5_000 + 200);
  expect(cost(1_200, steps.slice(0, 1))).toBeNull();
});
