import { expect, test } from 'vitest';
import { cellMean } from './means.ts';

const mark = (value: number | null, conflict = 'none') => ({ value, conflict });

test.each([
  ['plain', [mark(2), mark(4)], { mean: 3, counted: 2, leftOut: 0 }],
  ['without those who have a conflict', [mark(2), mark(5, 'partner')], { mean: 2, counted: 1, leftOut: 1 }],
  [
    'without what is unknown',
    [mark(2), mark(null), mark(null, 'family')],
    { mean: 2, counted: 1, leftOut: 0 },
  ],
  ['of nobody', [], { mean: null, counted: 0, leftOut: 0 }],
  ['of conflicts alone', [mark(5, 'shareholder')], { mean: null, counted: 0, leftOut: 1 }],
])('the mean %s', (_, marks, mean) => {
  expect(cellMean(marks)).toEqual(mean);
});

test('stays within what was said, whatever the rounding', () => {
  expect(cellMean([mark(0.1), mark(0.1), mark(0.1)]).mean).toBe(0.1);
  const large = cellMean([mark(1e12), mark(1e12 - 1), mark(-1e12)]).mean ?? Number.NaN;
  expect(large).toBeGreaterThanOrEqual(-1e12);
  expect(large).toBeLessThanOrEqual(1e12);
});

test('lies between the lowest and the highest of many small fractions', () => {
  for (let n = 1; n < 200; n += 1) {
    const values = Array.from({ length: n }, (_, i) => 0.1 + ((i * 7) % 3) * 1e-16);
    const mean = cellMean(values.map((value) => mark(value))).mean ?? Number.NaN;
    expect(mean).toBeGreaterThanOrEqual(Math.min(...values));
    expect(mean).toBeLessThanOrEqual(Math.max(...values));
  }
});

test('does not depend on the order of the marks', () => {
  const values = [0.1, 1e12, 3.3, -7, 0.2, 5];
  const one = cellMean(values.map((value) => mark(value)));
  expect(cellMean(values.toReversed().map((value) => mark(value)))).toEqual(one);
});
