import { expect, test } from 'vitest';
import { initials, tintOf } from './avatar.ts';

test.each([
  ['Juliette Carré', 'JC'],
  ['Éric de la Tour', 'ÉT'],
  ['Jean-Paul', 'JP'],
  ['Zoé', 'Z'],
  ['  ', '?'],
  ['𝒜da E\u0301lie', '𝒜E\u0301'],
  ['Nadia K.', 'NK'],
])('%s is drawn as %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('an id always has the same tint', () => {
  expect(tintOf('0198f0aa-0000-7000-8000-000000000001')).toBe(tintOf('0198f0aa-0000-7000-8000-000000000001'));
});
