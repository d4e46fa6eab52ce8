import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, firstSign, isBlank, signStart } from './text.ts';

test.each([
  ['coûts', 3, 'coû'],
  ['cou\u0302ts', 3, 'co'],
  ['🇫🇷🇬🇧', 5, '🇫🇷'],
  ['👩‍👧‍👦 et nous', 6, ''],
  ['👩‍👧‍👦 et nous', 8, '👩‍👧‍👦'],
  ['价格表', 2, '价格'],
  ['क्षेत्र', 2, ''],
  ['court', 40, 'court'],
  ['', 3, ''],
])('%j is cut at %i as %j', (text, units, kept) => {
  expect(cut(text, units)).toBe(kept);
});

test('what is cut is a beginning, not longer than asked, and never half of a sign', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(220), (text, units) => {
      const kept = cut(text, units);
      expect(text.startsWith(kept)).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(units);
      expect(kept.isWellFormed()).toBe(true);
      expect(signStart(text, kept.length)).toBe(kept.length);
    }),
  );
});

test('the first sign is whole', () => {
  expect(['Éa', '𝒜da', '👩‍👧 Zoé', ''].map(firstSign)).toEqual(['É', '𝒜', '👩‍👧', '']);
});

test.each(['', ' \n\t', '\u200b\u2060', '\u3164', '\u2800 \u00ad', '\ufe0f', '\u202e'])(
  '%j is blank',
  (text) => {
    expect(isBlank(text)).toBe(true);
  },
);
test.each(['a', '.', '🎉', '价', '\u200bé'])('%j is not', (text) => {
  expect(isBlank(text)).toBe(false);
});
