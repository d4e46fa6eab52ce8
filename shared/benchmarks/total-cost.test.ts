import { expect, test } from 'vitest';
import { crossings, planCost, totalCost, type CostTerms, type OfferParts } from './total-cost.ts';

const terms: CostTerms = { volume: 1000, dayRate: 45_000, vatRate: 0.2, withVat: false };

test('a total is every part over the months', () => {
  const parts: OfferParts = {
    oneOff: { minor: 300_000 },
    recurring: { minor: 24_000, per: 'month' },
    perUse: { micros: 450 },
    internalDays: 6,
    exit: { minor: 50_000 },
  };
  const expected = 300_000 + 36 * 24_000 + 36 * 45 + 6 * 45_000 + 50_000;
  expect(totalCost(parts, terms)).toEqual({ total: expected, known: expected, missing: [] });
  expect(totalCost({ recurring: { minor: 12_000, per: 'year' } }, { ...terms, months: 18 }).total).toBe(
    18_000,
  );
});

test('VAT is added or taken away by what the reader wants, and days of one’s own carry none', () => {
  const parts: OfferParts = {
    oneOff: { minor: 100 },
    exit: { minor: 240, vatIncluded: true },
    internalDays: 1,
  };
  expect(totalCost(parts, terms).total).toBe(100 + 200 + 45_000);
  expect(totalCost(parts, { ...terms, withVat: true }).total).toBe(120 + 240 + 45_000);
});

test('what is on quotation is missing, never 0', () => {
  expect(totalCost({ oneOff: null, exit: { minor: 500 } }, terms)).toEqual({
    total: null,
    known: 500,
    missing: ['oneOff'],
  });
  expect(totalCost({}, terms).total).toBeNull();
  expect(totalCost({ oneOff: { minor: 0 } }, terms).total).toBe(0);
});

const steps = [
  { base: 1000, included: 1000, overage: 10_000 },
  { base: 5000, included: 10_000, overage: null },
];

test.each([
  [0, 1000],
  [1000, 1000],
  [2000, 2000],
  [6000, 5000],
  [10_000, 5000],
  [20_000, 20_000],
])('a plan for %i uses costs %i a month', (volume, cost) => {
  expect(planCost(steps, volume)).toBe(cost);
});

test('a plan that does not sell so much is missing', () => {
  expect(planCost(steps.slice(1), 10_001)).toBeNull();
  expect(totalCost({ plan: { steps: steps.slice(1) } }, { ...terms, volume: 10_001 })).toMatchObject({
    total: null,
    missing: ['plan'],
  });
});

test('offers cross where they cost the same, at each bend, and where one stops', () => {
  const flat: OfferParts = { recurring: { minor: 3000, per: 'month' } };
  expect(crossings({ plan: { steps } }, flat, terms, 50_000)).toEqual([{ volume: 3000, cheaper: 'second' }]);
  const dear: OfferParts = { recurring: { minor: 6000, per: 'month' } };
  expect(crossings({ plan: { steps } }, dear, terms, 50_000)).toEqual([
    { volume: 10_000, cheaper: 'second' },
  ]);
  const perUse: OfferParts = { perUse: { micros: 10_000 } };
  const crossed = crossings(perUse, { plan: { steps } }, terms, 50_000);
  // Level from 1,000 (the plan's overage is the price of a use) to 5,000, where its second step is cheaper.
  expect(crossed).toEqual([{ volume: 5000, cheaper: 'second' }]);
  expect(crossings({ ...perUse, oneOff: { minor: 36_000 } }, { plan: { steps } }, terms, 50_000)).toEqual([]);
  const [crossing] = crossings(perUse, { ...flat, oneOff: { minor: 36_000 } }, terms, 50_000);
  expect(crossing?.cheaper).toBe('second');
  expect(crossing?.volume).toBeCloseTo(4000, 6);
});

test('no crossing is told of an offer on quotation, and terms below 0 are refused', () => {
  expect(crossings({ oneOff: null }, { oneOff: { minor: 1 } }, terms, 100)).toEqual([]);
  expect(() => totalCost({}, { ...terms, volume: -1 })).toThrow(RangeError);
});
