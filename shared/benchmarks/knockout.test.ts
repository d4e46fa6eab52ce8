import { describe, expect, test } from 'vitest';
import { knockoutOf } from './knockout.ts';

describe('a knock-out', () => {
  test.each([
    ['a benefit at its limit', 'rating', 'benefit', 3, 3, 'passes'],
    ['a benefit under it', 'rating', 'benefit', 3, 2.9, 'fails'],
    ['a cost at its limit', 'price', 'cost', 5000, 5000, 'passes'],
    ['a cost over it', 'price', 'cost', 5000, 5001, 'fails'],
    ['a yes where yes is needed', 'yesno', 'benefit', 1, 1, 'passes'],
    ['a no where yes is needed', 'yesno', 'benefit', 1, 0, 'fails'],
    ['a no where no is needed', 'yesno', 'cost', 0, 0, 'passes'],
    ['evaluators who differ on yes or no', 'yesno', 'benefit', 1, 0.5, 'unknown'],
    ['what nobody said', 'number', 'benefit', 3, null, 'unknown'],
    ['a criterion without any', 'rating', 'benefit', null, 1, null],
  ] as const)('says of %s', (_, kind, direction, knockout, mean, state) => {
    expect(knockoutOf({ kind, direction, knockout }, mean)).toBe(state);
  });
});
