import { expect, test } from 'vitest';
import { readAmount, readNumber, writeNumber } from './amounts.ts';

test.each([
  ['12 500,50', 'fr', 12_500.5],
  ['12\u202f500', 'fr', 12_500],
  ['12.500', 'fr', 12_500],
  ['12.5', 'fr', 12.5],
  ['12,500', 'fr', 12.5],
  ['12.500,75', 'fr', 12_500.75],
  ['1.234.567', 'fr', 1_234_567],
  ['12,500.50', 'en', 12_500.5],
  ['12,500', 'en', 12_500],
  ['12.500', 'en', 12.5],
  ['1,234,567', 'en', 1_234_567],
  ['-3', 'fr', -3],
  ['−0,5', 'fr', -0.5],
  ['1500', 'en', 1500],
] as const)('%j in %s is %d', (text, language, number) => {
  expect(readNumber(text, language)).toBe(number);
});

test.each(['', 'beaucoup', '1e400', '12,', ',5', '1..2', '12 k', 'NaN', 'Infinity'])(
  '%j is no number',
  (text) => {
    expect(readNumber(text, 'fr')).toBeNull();
  },
);

test.each([
  ['3 500 €', 350_000],
  ['€12.50', 1250],
  ['0', 0],
  ['19,99 EUR', 1999],
] as const)('%j is %d cents', (text, minor) => {
  expect(readAmount(text, 'fr')).toBe(minor);
});

test.each(['-1', '1,005', 'gratuit', ''])('%j is no amount', (text) => {
  expect(readAmount(text, 'fr')).toBeNull();
});

test('a number is written for mending as it would be typed', () => {
  expect(writeNumber(12_500.5, 'fr')).toBe('12500,5');
  expect(readNumber(writeNumber(12_500.5, 'en'), 'en')).toBe(12_500.5);
});
