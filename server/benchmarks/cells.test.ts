import { describe, expect, test } from 'vitest';
import type { Conflict, Grade } from '@cenacle/shared/evidence/contract.ts';
import { termsDefault } from '@cenacle/shared/benchmarks/offer.ts';
import { agreementBetween, cellsOf } from './cells.ts';
import type { Marks } from './page-queries.ts';
import type { CriterionRow, OptionRow } from './queries.ts';

const now = new Date('2026-03-10T15:00:00Z');
const options = [{ id: 'a' }, { id: 'b' }, { id: 'c' }] as OptionRow[];
const quality = { id: 'quality', kind: 'rating', low: 1, high: 5 } as CriterionRow;
const reach = { id: 'reach', kind: 'rating', low: 1, high: 5 } as CriterionRow;
const price = { id: 'price', kind: 'price', low: 0, high: 100 } as CriterionRow;

interface Given {
  by?: string | null;
  option?: string;
  at?: string;
  grade?: Grade | null;
  conflict?: Conflict;
  values: Record<string, number>;
}

const marksOf = (given: Given[]): Marks => ({
  evaluations: given.map(({ by = 'm', option = 'a', at = '2026-03-10T08:00:00Z', ...more }) => ({
    optionId: option,
    memberId: by,
    conflict: more.conflict ?? 'none',
    again: null,
    submittedAt: new Date(at),
    grade: more.grade === undefined ? 'finished_documented' : more.grade,
  })),
  said: options.flatMap((option) =>
    ['quality', 'reach', 'price'].map((criterionId) => {
      const by = given.flatMap(({ option: one = 'a', values }, place) => {
        const value = values[criterionId];
        return one === option.id && value !== undefined ? [{ place, value }] : [];
      });
      return {
        optionId: option.id,
        criterionId,
        places: by.map(({ place }) => place),
        values: by.map(({ value }) => value),
        offers: [],
        unknown: 0,
        quotation: 0,
      };
    }),
  ),
});
const first = (given: Given[], criterion = quality) =>
  cellsOf(options, [criterion], marksOf(given), { now, terms: termsDefault })[0];

describe('a cell', () => {
  test('counts each evaluation by what it comes from and by its age', () => {
    const cell = first([
      { values: { quality: 5 } },
      { values: { quality: 1 }, grade: 'opinion' },
      // Eighteen months before: half of it counts.
      { values: { quality: 3 }, at: '2024-09-08T15:00:00Z' },
    ]);
    expect(cell?.mean).toBeCloseTo((5 + 0.2 + 1.5) / 1.7, 3);
    expect(cell?.effective).toBeCloseTo(1.7 ** 2 / (1 + 0.04 + 0.25), 3);
    expect(cell).toMatchObject({
      counted: 3,
      oldest_at: '2024-09-08T15:00:00.000Z',
      newest_at: '2026-03-10T08:00:00.000Z',
    });
  });

  test('is the same all day', () => {
    const given: Given[] = [{ values: { quality: 5 }, at: '2025-01-01T12:00:00Z' }];
    const at = (hour: string) =>
      cellsOf(options, [quality], marksOf(given), {
        now: new Date(`2026-03-10T${hour}Z`),
        terms: termsDefault,
      });
    expect(at('00:00:01')).toEqual(at('23:59:59'));
    expect(at('00:00:01')).not.toEqual(
      cellsOf(options, [quality], marksOf(given), { now: new Date('2026-03-11'), terms: termsDefault }),
    );
  });

  test('of a rating is drawn to the middle of its scale, with an interval of 90 %', () => {
    const cell = first([{ values: { quality: 5 } }]);
    expect(cell).toMatchObject({ mean: 5, value: (5 + 9) / 4 });
    expect(cell?.low).toBeCloseTo(3.5 - 1.645 / 2, 3);
    expect(cell?.high).toBeCloseTo(3.5 + 1.645 / 2, 3);
  });

  test('of anything else is its mean', () => {
    expect(first([{ values: { price: 90 } }], price)).toMatchObject({ value: 90, low: null, high: null });
  });

  test('is what a source says until an evaluation counts, and then a rating is drawn to it', () => {
    const source: Given = { by: null, grade: null, values: { quality: 2, price: 50 } };
    const conflicted: Given = { conflict: 'family', values: { quality: 5, price: 90 } };
    const counting: Given = { values: { quality: 4, price: 80 } };
    expect(first([source, conflicted])).toMatchObject({ mean: null, value: 2, low: null, left_out: 1 });
    expect(first([source, counting])).toMatchObject({ counted: 1, source: 2, value: (4 + 6) / 4 });
    expect(first([source, counting], price)).toMatchObject({ source: 50, value: 80 });
  });

  test('in which only those with a conflict speak is no evidence', () => {
    expect(first([{ conflict: 'partner', values: { quality: 5 } }])).toMatchObject({
      mean: null,
      value: null,
      counted: 0,
      left_out: 1,
      newest_at: null,
    });
  });
});

test('agreement is that of ratings, of members without a conflict, from five cells that two of them rated', () => {
  const rated = (by: string, shift: number, more: Partial<Given> = {}): Given[] =>
    options.map(({ id: option }, i) => {
      const values = { quality: 1 + i, reach: Math.min(5, 2 + i + shift), price: 10 * shift };
      return Object.assign({ by, option, values }, more);
    });
  const between = (given: Given[]) => agreementBetween([quality, price, reach], marksOf(given));
  expect(between([...rated('m', 0), ...rated('n', 0)])).toEqual({ alpha: 1, raters: 2, cells: 6 });
  const apart = between([...rated('m', 0), ...rated('n', 1)]);
  expect(apart).toMatchObject({ raters: 2, cells: 6 });
  expect(apart.alpha).toBeGreaterThan(0.5);
  expect(apart.alpha).toBeLessThan(1);
  const biased = rated('n', 0, { conflict: 'commission' });
  expect(between([...rated('m', 0), ...biased])).toMatchObject({ alpha: null });
  expect(between([...rated('m', 0), ...rated('n', 0).slice(0, 2)])).toMatchObject({ alpha: null, cells: 4 });
});
