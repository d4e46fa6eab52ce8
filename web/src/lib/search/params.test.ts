import { expect, test } from 'vitest';
import { addressOf, filtersIn, isNarrowed } from './params.ts';

test('an address and its filters say the same', () => {
  const address = '/search?q=taux+de+rebond&kind=card&tag=seo&state=finished&since=2026-01-31&sort=date';
  expect(addressOf(filtersIn(new URL(address, 'http://x').searchParams))).toBe(address);
});

test('what means nothing is left aside', () => {
  const filters = filtersIn(new URLSearchParams('q=+x+&kind=chose&state=non&since=hier&sort=rien'));
  expect(addressOf(filters)).toBe('/search?q=x');
  expect(isNarrowed(filters)).toBe(false);
});

test('changing one filter keeps the others', () => {
  const filters = filtersIn(new URLSearchParams('q=x&kind=card&tag=seo'));
  expect(addressOf(filters, { kind: null })).toBe('/search?q=x&tag=seo');
  expect(isNarrowed(filters)).toBe(true);
});
