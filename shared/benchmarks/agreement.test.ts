import { expect, test } from 'vitest';
import { agreementOf, kendallW, krippendorffAlpha } from './agreement.ts';

test('raters who say the same agree fully, and chance is nothing', () => {
  expect(
    krippendorffAlpha([
      [1, 5, 3],
      [1, 5, 3],
    ]),
  ).toBe(1);
  expect(
    krippendorffAlpha([
      [1, 5],
      [5, 1],
    ]),
  ).toBeLessThan(0);
});

test.each([
  ['nobody', []],
  ['one rater', [[1, 2, 3]]],
  [
    'cells that nobody shares',
    [
      [1, null],
      [null, 2],
    ],
  ],
  [
    'no difference anywhere',
    [
      [3, 3],
      [3, 3],
    ],
  ],
])('agreement is undefined with %s', (_, ratings) => {
  expect(krippendorffAlpha(ratings)).toBeNull();
});

test('an agreement rests on the cells that two raters share, and is told from five of them', () => {
  const few = [
    [1, 2, null],
    [1, null, 4],
    [null, null, 4],
    [null, null, null],
  ];
  expect(agreementOf(few)).toEqual({ alpha: null, raters: 3, cells: 2 });
  const enough = [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5],
  ];
  expect(agreementOf(enough)).toEqual({ alpha: 1, raters: 2, cells: 5 });
});

test('concordance is full for the same order, less with ties, undefined for one rater or all level', () => {
  expect(
    kendallW([
      [1, 2, 3],
      [10, 20, 30],
    ]),
  ).toBe(1);
  expect(
    kendallW([
      [1, 2, 3],
      [3, 2, 1],
    ]),
  ).toBe(0);
  // Ranks 1, 2.5, 2.5 and 1, 2, 3: S = 4.5, 12 · 4.5 / (4 · 24 - 2 · 6).
  expect(
    kendallW([
      [1, 2, 2],
      [1, 2, 3],
    ]),
  ).toBeCloseTo(54 / 84 + 24 / 84, 12);
  expect(kendallW([[1, 2, 3]])).toBeNull();
  expect(kendallW([[1], [2]])).toBeNull();
  expect(
    kendallW([
      [2, 2],
      [4, 4],
    ]),
  ).toBeNull();
  expect(() =>
    kendallW([
      [1, null],
      [1, 2],
    ]),
  ).toThrow(RangeError);
});
