import { expect, test } from 'vitest';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import {
  forSliders,
  isSameWeighting,
  presetsOf,
  startingWeights,
  weightsOf,
  withNewCriteria,
  moveWeight,
  orderOf,
} from './presets.ts';

const [price, quality] = [
  '01900000-0000-7000-8000-00000000000a',
  '01900000-0000-7000-8000-00000000000b',
] as const;
const benchmark = {
  criteria: [
    { id: price, kind: 'price', weight: 40 },
    { id: quality, kind: 'rating', weight: 60 },
  ],
  weights: [
    { criterion_id: price, weight: 1 },
    { criterion_id: quality, weight: 2 },
  ],
  weights_from: 'mine',
} as Benchmark;
const read = (query: string) => weightsOf(new URLSearchParams(query), benchmark);

test('weights are read from an address in both ways, and others’ criteria passed over', () => {
  expect(read(`w=${price}:3,${quality}:1`)).toEqual({ [price]: 3, [quality]: 1 });
  expect(read(`c.${price}=80&c.${quality}=20`)).toEqual({ [price]: 80, [quality]: 20 });
  expect(read(`c.${price}=-1`)).toBeNull();
  expect(read(`w=01900000-0000-7000-8000-0000000000ff:1`)).toBeNull();
  expect(read('w=rien')).toBeNull();
  expect(read('')).toBeNull();
});

test('presets are the reader’s own, those proposed, equal ones and the price first', () => {
  expect(presetsOf(benchmark).map(({ name, weights }) => [name, weights[price], weights[quality]])).toEqual([
    ['mine', 1, 2],
    ['proposed', 40, 60],
    ['equal', 50, 50],
    ['priceFirst', 100, 25],
  ]);
  const [, ...others] = benchmark.criteria;
  const plain = { ...benchmark, weights_from: 'benchmark' as const, criteria: others };
  expect(presetsOf(plain).map(({ name }) => name)).toEqual(['proposed', 'equal']);
});

test('a page begins with the weights of its address, where what is not named counts nothing, or with those kept', () => {
  expect(startingWeights(benchmark, { [price]: 3 })).toEqual({ [price]: 3, [quality]: 0 });
  expect(startingWeights(benchmark, null)).toEqual({ [price]: 1, [quality]: 2 });
});

test('a criterion that comes while the page is open has the weight kept or proposed, and moves no other', () => {
  expect(withNewCriteria(benchmark, { [price]: 90 })).toEqual({ [price]: 90, [quality]: 2 });
});

test('an order of an address weighs those that it names first, and passes over others’ criteria', () => {
  const params = new URLSearchParams(`o=${quality},01900000-0000-7000-8000-0000000000ff,${quality}`);
  expect(orderOf(params, benchmark)).toEqual([quality]);
  expect(weightsOf(params, benchmark)).toEqual({ [quality]: 0.75, [price]: 0.25 });
  expect(orderOf(new URLSearchParams(), benchmark)).toEqual([]);
});

test('the group’s weights are offered where there are some', () => {
  const group = {
    member_count: 3,
    weights: [
      { criterion_id: price, weight: 62.5 },
      { criterion_id: quality, weight: 37.5 },
    ],
  };
  const offered = presetsOf({ ...benchmark, group_weights: group }).find(({ name }) => name === 'group');
  expect(offered?.weights).toEqual({ [price]: 62.5, [quality]: 37.5 });
  expect(weightsOf(new URLSearchParams({ w: offered?.text ?? '' }), benchmark)).toEqual(offered?.weights);
});

test('a locked criterion keeps its share while another is moved', () => {
  const share = (weights: Record<string, number>, id: string) =>
    (weights[id] ?? 0) / Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const weights = { a: 50, b: 30, c: 20 };
  const locked = new Map([['a', 0.5]]);
  const moved = moveWeight(weights, 'b', 60, locked);
  expect(share(moved, 'a')).toBeCloseTo(0.5, 2);
  expect(share(moved, 'b')).toBeCloseTo(0.375, 2);
  expect(moveWeight(weights, 'b', 60, new Map())).toEqual({ a: 50, b: 60, c: 20 });
  // What is moved itself is free, and nothing moves where all else is held.
  expect(moveWeight(weights, 'a', 10, locked)).toEqual({ a: 10, b: 30, c: 20 });
  expect(
    moveWeight(
      weights,
      'b',
      60,
      new Map([
        ['a', 0.7],
        ['c', 0.3],
      ]),
    ),
  ).toEqual(weights);
});

test('sliders hold what an address gave in any scale, and leave whole numbers to 100 as they are', () => {
  expect(forSliders({ a: 0, b: 100 })).toEqual({ a: 0, b: 100 });
  expect(forSliders({ a: 0.5, b: 0.25 })).toEqual({ a: 100, b: 50 });
  expect(forSliders({ a: 300, b: 100, c: 0 })).toEqual({ a: 100, b: 33, c: 0 });
});

test('weightings are the same when their shares are', () => {
  expect(isSameWeighting({ a: 50, b: 50 }, { a: 1, b: 1 })).toBe(true);
  expect(isSameWeighting({ a: 50, b: 50 }, { a: 50, b: 51 })).toBe(false);
  expect(isSameWeighting({ a: 50 }, { a: 50, b: 50 })).toBe(false);
  expect(isSameWeighting({ a: 0, b: 0 }, { a: 0, b: 0 })).toBe(true);
});
