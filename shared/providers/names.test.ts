import { expect, test } from 'vitest';
import { foldName } from './names.ts';

test.each([
  ['Éditions Nordet SAS', 'editions nordet'],
  ['S.A.R.L. Flux & Co', 'flux et co'],
  ['Œuvre-Plus', 'oeuvre plus'],
  ['Nordet GmbH', 'nordet'],
  ['Nordet Ltd.', 'nordet'],
  ['NORDET, Inc.', 'nordet'],
  ['Sarl Nordet', 'nordet'],
  // The form is a word of its own.
  ['Sasha', 'sasha'],
  ['SA', 'sa'],
  ['  ', ''],
  ['L’Atelier 12', 'l atelier 12'],
])('%j compares as %j', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});
