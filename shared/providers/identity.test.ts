import { expect, test } from 'vitest';
import { readIdentity, writeIdentity } from './identity.ts';

test.each([
  ['', null],
  ['   ', null],
  ['552100554', { siren: '552100554', siret: null }],
  ['552 100 554', { siren: '552100554', siret: null }],
  ['552\u202f100\u00a0554', { siren: '552100554', siret: null }],
  ['732.829.320', { siren: '732829320', siret: null }],
  ['732 829 320 00074', { siren: '732829320', siret: '73282932000074' }],
])('%j is read', (typed, identity) => {
  expect(readIdentity(typed)).toEqual(identity);
});

test.each([
  ['552100555', 'bad_identity'],
  ['73282932000075', 'bad_identity'],
  // The SIREN in front is wrong, though the whole passes.
  ['55210055500002', 'bad_identity'],
  ['55210055400000', 'bad_identity'],
  ['000000000', 'bad_identity'],
  ['00000000000000', 'bad_identity'],
  ['12345678', 'bad_format'],
  ['1234567890', 'bad_format'],
  ['FR552100554', 'bad_format'],
  ['552,100,554', 'bad_format'],
  ['٥٥٢١٠٠٥٥٤', 'bad_format'],
])('%s is none: %s', (typed, code) => {
  expect(readIdentity(typed)).toBe(code);
});

test.each([
  // The head office passes the usual formula; the others need a sum that 5 divides.
  ['356 000 000 00048', { siren: '356000000', siret: '35600000000048' }],
  ['356 000 000 00001', { siren: '356000000', siret: '35600000000001' }],
  ['356 000 000 00002', 'bad_identity'],
  ['356 000 000 0001', 'bad_format'],
  ['356 000 000', { siren: '356000000', siret: null }],
])('La Poste: %s', (typed, identity) => {
  expect(readIdentity(typed)).toEqual(identity);
});

test('La Poste’s rule is for La Poste alone', () => {
  // Its sum is 40.
  expect(readIdentity('732 829 320 00004')).toBe('bad_identity');
});

test('is written in groups', () => {
  expect(writeIdentity('552100554')).toBe('552\u00a0100\u00a0554');
  expect(writeIdentity('73282932000074')).toBe('732\u00a0829\u00a0320\u00a000074');
});
