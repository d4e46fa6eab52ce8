import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellSummary, evaluationWeight, monthsBetween, wilsonInterval, wouldDoAgain } from './raters.ts';

const none = { ageMonths: 0, grade: 'finished_documented', conflict: 'none' } as const;
const scale = { prior: 3, low: 1, high: 5 };
const marks = (...values: number[]) => values.map((value) => ({ value, weight: 1, at: 0 }));

test.each([
  [{}, 1],
  [{ ageMonths: 18 }, 0.5],
  [{ ageMonths: 36, grade: 'finished' }, 0.175],
  [{ grade: 'under_way' }, 0.4],
  [{ grade: 'opinion' }, 0.2],
  [{ grade: null }, 0.2],
  [{ ageMonths: 6, halfLife: 6 }, 0.5],
  [{ ageMonths: -1 }, 1],
  [{ conflict: 'partner' }, 0],
  [{ conflict: 'they_recommend_me' }, 0],
] as const)('an evaluation of %j counts %d', (given, weight) => {
  expect(evaluationWeight({ ...none, ...given })).toBeCloseTo(weight, 12);
});

test('age is in months, and what is dated ahead is new', () => {
  expect(monthsBetween(Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1))).toBeCloseTo(12, 1);
  expect(monthsBetween(Date.UTC(2026, 0, 1), Date.UTC(2025, 0, 1))).toBe(0);
});

test('a mark without a rater is the prior alone, and no evidence', () => {
  expect(cellSummary([], scale)).toMatchObject({
    count: 0,
    weight: 0,
    effective: 0,
    mean: null,
    reason: 'no_evidence',
  });
  expect(cellSummary([], { ...scale, prior: 3.4 }).shrunk?.value).toBe(3.4);
  // Whoever has a conflict of interest adds nothing but their number.
  expect(cellSummary([{ value: 5, weight: 0, at: 0 }], scale)).toMatchObject({
    leftOut: 1,
    reason: 'no_evidence',
  });
});

test('few marks are drawn to the prior, many are not', () => {
  expect(cellSummary(marks(5), scale).shrunk?.value).toBeCloseTo(3.5, 12);
  expect(cellSummary(Array.from({ length: 97 }, () => marks(5)).flat(), scale).shrunk?.value).toBeCloseTo(
    4.94,
    12,
  );
  expect(cellSummary(marks(5), null)).toMatchObject({ mean: 5, shrunk: null });
});

test('an interval narrows with the effective number, and stays on the scale', () => {
  const one = cellSummary(marks(3), scale).shrunk;
  expect(one?.low).toBeCloseTo(3 - 1.6448536269514722 / 2, 12);
  const six = cellSummary(marks(3, 3, 3, 3, 3, 3), scale).shrunk;
  expect(six?.high).toBeCloseTo(3 + 1.6448536269514722 / 3, 12);
  expect(cellSummary(marks(...Array(12).fill(5)), scale).shrunk?.high).toBe(5);
});

test('weights say how many voices there really are', () => {
  const said = [
    { value: 5, weight: 1, at: 30 },
    { value: 1, weight: 0.2, at: 10 },
    { value: 2, weight: 0.2, at: 20 },
  ];
  const summary = cellSummary(said, null);
  expect(summary.mean).toBeCloseTo(5.6 / 1.4, 12);
  expect(summary.effective).toBeCloseTo(1.4 ** 2 / 1.08, 12);
  expect(summary).toMatchObject({ median: 5, lowest: 1, highest: 5, oldestAt: 10, newestAt: 30, count: 3 });
});

test.each([
  [[1, 2, 3], 2],
  [[1, 2], 1.5],
  [[4], 4],
  [[3, 1, 2, 10], 2.5],
])('the median of %j is %d', (values, median) => {
  expect(cellSummary(marks(...values), null).median).toBe(median);
});

test('a summary stays within what was said, whatever the order, the weights and their scale', () => {
  const mark = fc.record({
    value: fc.double({ min: -1e12, max: 1e12, noNaN: true }),
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
    at: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 12 }), (said) => {
      const summary = cellSummary(said, scale);
      expect(cellSummary(said.toReversed(), scale)).toEqual(summary);
      for (const part of [summary.weight, summary.effective, summary.shrunk?.value])
        expect(part).toSatisfy(Number.isFinite);
      if (summary.mean === null || summary.lowest === null || summary.highest === null) return;
      expect(summary.mean).toBeGreaterThanOrEqual(summary.lowest);
      expect(summary.mean).toBeLessThanOrEqual(summary.highest);
      expect(summary.effective).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(summary.effective).toBeLessThanOrEqual(summary.count + 1e-9);
    }),
  );
});

test('what is no mark is refused', () => {
  expect(() => cellSummary([{ value: Number.NaN, weight: 1, at: 0 }], null)).toThrow(RangeError);
  expect(() => cellSummary([{ value: 1, weight: -1, at: 0 }], null)).toThrow(RangeError);
  expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
});

test('who would do it again: partly is half, and few answers promise little', () => {
  expect(wouldDoAgain({ yes: 0, partly: 0, no: 0 })).toBeNull();
  const few = wouldDoAgain({ yes: 2, partly: 0, no: 0 });
  expect(few).toMatchObject({ share: 1, answers: 2 });
  expect(few?.low).toBeCloseTo(0.3424, 4);
  expect(wouldDoAgain({ yes: 1, partly: 1, no: 0 })?.share).toBe(0.75);
  expect(wilsonInterval(0, 30)).toMatchObject({ low: 0 });
});
