import { expect, test } from 'vitest';
import type { Benchmark, Cell, Criterion } from '@cenacle/shared/benchmarks/contract.ts';
import { standingsOf, tellingCriteria } from './matrix.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id }));
const columns: Record<string, (number | null)[]> = {
  same: [3, 3, 3],
  nobody: [null, null, null],
  gap: [2, null, 2],
  price: [100, 300, 200],
  tied: [4, 4, 1],
  near: [3, 3.5, 3],
};
/** Half of the interval of a mark. */
const spreads: Record<string, number> = { tied: 1, near: 1 };
const benchmark = {
  options,
  criteria: Object.keys(columns).map((id) => ({ id, direction: id === 'price' ? 'cost' : 'benefit' })),
  cells: Object.entries(columns).flatMap(([criterionId, values]) =>
    values.map((value, i) => {
      const spread = spreads[criterionId];
      const ends = value === null || !spread ? [null, null] : [value - spread, value + spread];
      const [low, high] = ends;
      return { option_id: options[i]?.id, criterion_id: criterionId, value, low, high } as Cell;
    }),
  ),
} as Pick<Benchmark, 'options' | 'cells'> & { criteria: Criterion[] };

test('only criteria by which options differ, or one alone is known, tell them apart', () => {
  expect(tellingCriteria(benchmark).map(({ id }) => id)).toEqual(['gap', 'price', 'tied', 'near']);
});

test('the best and the worst of each criterion stand out, several where they are level, none where they may be the same', () => {
  expect(Object.fromEntries(standingsOf(benchmark))).toEqual({
    'a.price': 'best',
    'b.price': 'worst',
    'a.tied': 'best',
    'b.tied': 'best',
    'c.tied': 'worst',
  });
});
