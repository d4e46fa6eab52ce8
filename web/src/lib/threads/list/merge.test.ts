import { expect, test } from 'vitest';
import { appended, movement, refreshed } from './merge.ts';

/** Rows named by a letter, last written at this minute. */
const rows = (...named: [string, number][]) =>
  named.map(([id, minute]) => ({ id, last_post: { at: new Date(minute * 60_000).toISOString() } }));
const ids = ({ items }: { items: readonly { id: string }[] }) => items.map((row) => row.id).join('');

const known = { items: rows(['d', 40], ['c', 30], ['b', 20], ['a', 10]), next: 'after a' };

test('a thread that moved to the top is not shown a second time where it stood', () => {
  const merged = refreshed(known, { items: rows(['a', 50], ['d', 40]), next: 'after d' });
  expect(ids(merged)).toBe('adcb');
  expect(merged.next).toBe('after a');
});

test('what fell off the first page stays in the list', () => {
  expect(ids(refreshed(known, { items: rows(['e', 50], ['d', 40]), next: 'after d' }))).toBe('edcba');
});

test('what left the list goes', () => {
  expect(ids(refreshed(known, { items: rows(['d', 40], ['b', 20]), next: 'after b' }))).toBe('dba');
});

test('a first page that is the whole list replaces all', () => {
  const merged = refreshed(known, { items: rows(['d', 40]), next: null });
  expect(ids(merged)).toBe('d');
  expect(merged.next).toBeNull();
  expect(ids(refreshed(known, { items: [], next: null }))).toBe('');
});

test('without rows behind it the first page brings its own way on', () => {
  const first = { items: rows(['d', 40], ['a', 10]), next: 'after first' };
  expect(refreshed({ items: first.items, next: 'old' }, first)).toEqual(first);
});

test('threads of the same instant keep their order by id', () => {
  const twins = { items: rows(['c', 10], ['b', 10], ['a', 10]), next: 'after a' };
  expect(ids(refreshed(twins, { items: rows(['d', 10], ['b', 10]), next: 'after b' }))).toBe('dba');
});

test('a page more is put behind, each thread once', () => {
  const merged = appended(known, { items: rows(['a', 10], ['z', 5]), next: null });
  expect(ids(merged)).toBe('dcbaz');
  expect(merged.next).toBeNull();
});

test('a list says how many threads moved, and whether any changed its place', () => {
  const now = (...named: [string, number][]) => movement(known.items, rows(...named));
  expect(now(['d', 40], ['c', 30], ['b', 20], ['a', 10])).toEqual({ movedCount: 0, still: true });
  expect(now(['d', 41], ['c', 30], ['b', 20], ['a', 10])).toEqual({ movedCount: 1, still: true });
  expect(now(['e', 60], ['a', 50], ['d', 40], ['c', 30])).toEqual({ movedCount: 2, still: false });
  expect(now(['d', 40], ['b', 20], ['a', 10])).toEqual({ movedCount: 0, still: false });
});
