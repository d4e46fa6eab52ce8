import { expect, test } from 'vitest';
import { termsIn } from './terms.ts';

test('an address says what prices are counted with, and what it says wrongly is passed over', () => {
  const read = (text: string) => termsIn(new URLSearchParams(text));
  expect(read('months=12&volume=500&day_rate_units=350&vat=included')).toEqual({
    months: 12,
    volume: 500,
    day_rate: 35_000,
    vat: 'included',
  });
  expect(read('months=0&volume=-1&day_rate_units=x&vat=perhaps')).toEqual({});
});
