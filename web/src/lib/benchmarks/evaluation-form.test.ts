import { expect, test } from 'vitest';
import type { Criterion, Evaluation } from '@cenacle/shared/benchmarks/contract.ts';
import { fr } from '#lib/words/fr.ts';
import { bodyOf, fieldOf, typedOf } from './evaluation-form.ts';

const criteria = [
  { id: 'p', kind: 'price' },
  { id: 'q', kind: 'rating' },
  { id: 'n', kind: 'number' },
  { id: 'y', kind: 'yesno' },
] as Criterion[];
const more = { submit: true, version: 2, fileId: null, language: 'fr' as const };
const read = (typed: Record<string, string>) => bodyOf('o', criteria, typed, more, fr.benchmarks);

test('what was typed becomes values: empty is unknown, a price may be on quotation', () => {
  expect(
    read({
      'v.p': '12 500,50 €',
      'v.q': '4',
      'v.n': '1,5',
      'v.y': '0',
      relation: 'client',
      ground: 'nothing',
    }),
  ).toEqual({
    body: {
      option_id: 'o',
      values: [
        { criterion_id: 'p', status: 'known', value: 1_250_050 },
        { criterion_id: 'q', status: 'known', value: 4 },
        { criterion_id: 'n', status: 'known', value: 1.5 },
        { criterion_id: 'y', status: 'known', value: 0 },
      ],
      relation: 'client',
      conflict: 'none',
      again: null,
      comment: '',
      evidence: { grade: 'opinion', role: '', started_on: null, ended_on: null, amount: null, file_id: null },
      submit: true,
      version: 2,
    },
  });
  expect(read({ 'q.p': '1' })).toMatchObject({
    body: {
      values: [{ status: 'quotation' }, { status: 'unknown' }, { status: 'unknown' }, { status: 'unknown' }],
    },
  });
});

test('what cannot be read is told beside its field', () => {
  expect(read({ 'v.p': 'cher', 'v.n': 'x' })).toEqual({
    errors: { 'v.p': fr.benchmarks.form.badAmount, 'v.n': fr.benchmarks.form.badNumber },
  });
});

test('an evaluation fills the form from which it came', () => {
  const sent = read({
    'v.p': '12,50',
    'v.q': '4',
    relation: 'user',
    ground: 'engagement',
    engagement_id: 'e',
    grade: 'finished',
  });
  if (!('body' in sent)) throw new Error('The form was refused.');
  const stands = {
    ...sent.body,
    values: sent.body.values.map((value) => Object.assign({ value: null }, value)),
    evidence: {
      grade: 'finished',
      rests_on: 'engagement',
      engagement_id: 'e',
      case: null,
      role: 'DAF',
      started_on: null,
    },
  } as unknown as Evaluation;
  expect(typedOf(stands, criteria, 'fr')).toMatchObject({
    'v.p': '12,5',
    'v.q': '4',
    'v.n': '',
    relation: 'user',
    ground: 'engagement',
    engagement_id: 'e',
    grade: 'finished',
    role: 'DAF',
  });
});

test('refusals of the API find their fields', () => {
  const sent = read({ 'v.q': '4' });
  if (!('body' in sent)) throw new Error('The form was refused.');
  expect(fieldOf('values.1.value', sent.body)).toBe('v.q');
  expect(fieldOf('evidence.grade', sent.body)).toBe('grade');
  expect(fieldOf('relation', sent.body)).toBe('relation');
});

test('evidence that was begun says what it lacks, and one that was not is left out', () => {
  expect(read({ role: 'DAF' })).toEqual({ errors: { ground: fr.benchmarks.form.required } });
  expect(read({ ground: 'case', thread_id: 't' })).toEqual({
    errors: { grade: fr.benchmarks.form.required },
  });
  expect(read({ grade: 'opinion' })).toMatchObject({ body: { evidence: { grade: 'opinion' } } });
  // A grade that was chosen before the ground changed to an opinion.
  expect(read({ ground: 'nothing', grade: 'finished' })).toMatchObject({
    body: { evidence: { grade: 'opinion' } },
  });
  const empty = read({ 'v.q': '4' });
  expect('body' in empty && 'evidence' in empty.body).toBe(false);
});

test('a document alone is evidence that was begun', () => {
  expect(bodyOf('o', criteria, {}, { ...more, fileId: 'f' }, fr.benchmarks)).toEqual({
    errors: { ground: fr.benchmarks.form.required },
  });
});
