import { expect, test } from 'vitest';
import type { Outcome } from '@cenacle/shared/threads/outcome-contract.ts';
import { fr } from '#lib/words/fr.ts';
import { bodyOf, draftOf, fieldOf, providerFieldsMax, typedOf, typedOfDraft } from './form.ts';

const read = (typed: Record<string, string>) => bodyOf(typed, 2, 'fr', fr.outcome, 'À remplir.');

test('two answers are enough', () => {
  expect(read({ decision: 'Retenir', again: 'yes' })).toEqual({
    body: {
      decision: 'Retenir',
      again: 'yes',
      result: '',
      provider_ids: [],
      cost: null,
      duration: null,
      helpful_post_ids: [],
      questions: [],
      revision: 2,
    },
  });
  expect(read({ again: 'peut-être' })).toEqual({ errors: { decision: 'À remplir.', again: 'À remplir.' } });
});

test('amounts, bands, durations and lines are read', () => {
  expect(
    read({
      decision: 'd',
      again: 'no',
      cost_from: '35 000',
      cost_to: '40 000,50',
      currency: 'CHF',
      per: 'year',
      duration: '6',
      duration_unit: 'week',
      questions: ' Qui ?\n\n Combien ? ',
      'provider.1': 'b',
      'provider.0': 'a',
      'provider.2': 'b',
    }),
  ).toMatchObject({
    body: {
      cost: { min_minor: 3_500_000, max_minor: 4_000_050, currency: 'CHF', per: 'year' },
      duration: { count: 6, unit: 'week' },
      questions: ['Qui ?', 'Combien ?'],
      provider_ids: ['a', 'b'],
    },
  });
});

test('what cannot be read is told beside its field', () => {
  expect(read({ decision: 'd', again: 'yes', cost_from: 'cher', duration: 'longtemps' })).toEqual({
    errors: { cost_from: fr.outcome.badAmount, duration: fr.outcome.badCount },
  });
  expect(['cost.max_minor', 'cost.min_minor', 'provider_ids.1', 'questions.0'].map(fieldOf)).toEqual([
    'cost_to',
    'cost_from',
    'providers',
    'questions',
  ]);
});

test('an outcome fills the form from which it came', () => {
  const outcome = {
    decision: 'd',
    again: 'partly',
    result: 'r',
    cost: { min_minor: 150, max_minor: 150, currency: 'EUR', per: 'month' },
    duration: { count: 3, unit: 'day' },
    finished_on: '2026-01-31',
    questions: [{ id: 'q', text: 'Qui ?' }],
    providers: [{ id: 'a', name: 'A', kind: 'firm' }],
  } as unknown as Outcome;
  const typed = typedOf(outcome, ['a', 'b'], 'fr');
  expect(typed).toMatchObject({ cost_from: '1,5', cost_to: '', questions: 'Qui ?', 'provider_name.0': 'A' });
  expect(read(typed)).toMatchObject({
    body: { cost: outcome.cost, provider_ids: ['a'], finished_on: '2026-01-31' },
  });
  expect(read(typed)).toMatchObject({ body: { helpful_post_ids: ['a', 'b'] } });
  expect(typedOf(null, [], 'fr')).toMatchObject({ decision: '', finished_on: '', currency: 'EUR' });
});

test('a cost without a maximum stays one when the outcome is corrected', () => {
  const cost = { min_minor: 50_000, max_minor: null, currency: 'EUR', per: 'year' } as const;
  const typed = typedOf({ decision: 'd', again: 'yes', cost } as unknown as Outcome, [], 'fr');
  expect(read(typed)).toMatchObject({ body: { cost } });
  expect(read({ ...typed, cost_to: '600' })).toMatchObject({ body: { cost: { max_minor: 60_000 } } });
});

test('a draft keeps every provider, and the revision on which it was begun', () => {
  const typed = { decision: 'd', again: 'no', questions: 'Qui ?\nCombien ?' };
  const chosen = Array.from({ length: providerFieldsMax }, (_, i) => [
    [`provider.${i}`, `id-${i}`],
    [`provider_name.${i}`, `Nom ${i}`],
  ]).flat();
  const draft = draftOf({ ...typed, ...Object.fromEntries(chosen) }, 3);
  // As many as the contract of drafts allows.
  expect(Object.keys(draft).length).toBeLessThanOrEqual(20);
  const again = typedOfDraft(draft);
  expect(again.revision).toBe(3);
  expect(again.typed).toMatchObject({ ...typed, 'provider_name.9': 'Nom 9' });
  expect(read(again.typed)).toEqual(read({ ...typed, ...Object.fromEntries(chosen) }));
});

test('a provider that was taken away does not come back with the draft', () => {
  const draft = draftOf({ decision: 'd', 'provider.0': '', 'provider.1': 'b', 'provider_name.1': 'B' }, 1);
  expect(typedOfDraft(draft).typed).toMatchObject({ 'provider.0': 'b', 'provider_name.0': 'B' });
  expect(typedOfDraft(draftOf({ decision: 'd', 'provider.0': '' }, 1)).typed).not.toHaveProperty(
    'provider.0',
  );
});
