import { expect, test } from 'vitest';
import { ranksOf } from './ranks.ts';

test.each([
  ['equal scores share a rank and the next is skipped', [0.4, 0.9, 0.9 + 1e-12, 0.1], [3, 1, 1, 4]],
  ['scores farther apart than the tolerance do not', [0.5, 0.5 - 2e-9], [1, 2]],
  [
    'a chain of near ones breaks at the first too far from its best',
    [0.5 - 1.2e-9, 0.5, 0.5 - 0.6e-9],
    [3, 1, 1],
  ],
  ['all equal', [0, 0, 0], [1, 1, 1]],
  ['one', [0.3], [1]],
  ['none', [], []],
])('%s', (_, scores, ranks) => {
  expect(ranksOf(scores)).toEqual(ranks);
});
