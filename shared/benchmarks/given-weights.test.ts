import { expect, test } from 'vitest';
import { readWeights, writeWeights } from './given-weights.ts';

const a = '01900000-0000-7000-8000-00000000000a';
const b = '01900000-0000-7000-8000-00000000000b';

test('weights survive an address', () => {
  const weights = [
    { criterion_id: a, weight: 35 },
    { criterion_id: b, weight: 0.5 },
  ];
  expect(readWeights(writeWeights(weights))).toEqual(weights);
});

test.each([
  '',
  a,
  `${a}:`,
  `${a}:-1`,
  `${a}:1e400`,
  `${a}:NaN`,
  `${a}:1,`,
  `${a}:1,${a}:2`,
  'x:1',
  `${a}:1;${b}:2`,
  `${a}: 1`,
])('%j is none', (text) => {
  expect(readWeights(text)).toBeNull();
});
