import { expect, test } from 'vitest';
import { shortName } from './names.ts';

test.each([
  ['Inès Guéraud-Lemaître', 'Inès\u00a0G.'],
  ['François-Xavier Noblat', 'François-Xavier\u00a0N.'],
  ['  Éric   dussaulx ', 'Éric\u00a0D.'],
  ['Margaux O’Driscoll', 'Margaux\u00a0O.'],
  ['anonyme', 'anonyme'],
  ['Collectif 2015', 'Collectif 2015'],
])('%s is shown as %s', (name, short) => {
  expect(shortName(name)).toBe(short);
});
