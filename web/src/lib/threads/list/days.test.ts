import { expect, test } from 'vitest';
import { dayIn, deadlineOf, pastDay } from './days.ts';

const now = Date.parse('2026-11-25T23:30:00Z'); // Thursday 26 in Paris, still Wednesday 25 in New York

test.each([
  ['2026-11-25', { when: 'late', name: '25\u00a0novembre' }, { when: 'today', name: '' }],
  ['2026-11-26', { when: 'today', name: '' }, { when: 'tomorrow', name: '' }],
  ['2026-11-27', { when: 'tomorrow', name: '' }, { when: 'weekday', name: 'vendredi' }],
  ['2026-12-02', { when: 'weekday', name: 'mercredi' }, { when: 'date', name: '2\u00a0décembre' }],
])('an answer wanted on %s is seen from Paris and from New York', (day, paris, newYork) => {
  expect(deadlineOf(day, now, 'fr', 'Europe/Paris')).toEqual(paris);
  expect(deadlineOf(day, now, 'fr', 'America/New_York')).toEqual(newYork);
});

test('a day is the one of the reader’s calendar', () => {
  expect(dayIn('Europe/Paris', now)).toBe('2026-11-26');
  expect(dayIn('America/New_York', now)).toBe('2026-11-25');
});

test.each([
  ['2026-11-25T23:05:00Z', { when: 'today', name: '' }],
  ['2026-11-25T08:00:00Z', { when: 'yesterday', name: '' }],
  ['2026-11-23T08:00:00Z', { when: 'weekday', name: 'lundi' }],
  ['2026-11-19T08:00:00Z', { when: 'date', name: '19 novembre' }],
])('%s is told by its day', (at, day) => {
  expect(pastDay(Date.parse(at), now, 'fr', 'Europe/Paris')).toEqual(day);
});

test('English says its own names', () => {
  expect(pastDay(Date.parse('2026-11-23T08:00:00Z'), now, 'en', 'Europe/Paris').name).toBe('Monday');
  expect(pastDay(Date.parse('2026-11-03T08:00:00Z'), now, 'en', 'Europe/Paris').name).toBe('3 November');
});
