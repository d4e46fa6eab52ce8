import { expect, test } from 'vitest';
import type { LateCriterion } from '@cenacle/shared/benchmarks/contract.ts';
import { benchmarkCategories } from '@cenacle/shared/benchmarks/frame.ts';
import { fr } from '#lib/words/fr.ts';
import { emptyCriterion, emptyDraft, emptyOption, listsOf, type BenchmarkDraft } from './benchmark-form.ts';
import { templates } from './templates/templates.ts';
import { withLine } from './lines.ts';

const draft: BenchmarkDraft = {
  ...emptyDraft(),
  need: 'Un besoin',
  criteria: ['Prix', 'Délai', 'Qualité'].map((name) => Object.assign(emptyCriterion(), { name })),
  options: ['a', 'b'].map((id) => Object.assign(emptyOption(), { provider_id: id })),
};
const more = { language: 'fr', late: [] } as const;
const form = (what: string, from = draft) => {
  const { criteria, options } = withLine(from, what, fr.benchmarks.form, more);
  return [criteria.map(({ name }) => name).join(','), options.map((option) => option.provider_id).join(',')];
};

test.each([
  ['criterion', 'Prix,Délai,Qualité,', 'a,b'],
  ['option', 'Prix,Délai,Qualité', 'a,b,'],
  ['reactivity', 'Prix,Délai,Qualité,Réactivité', 'a,b'],
  ['remove.criteria.1', 'Prix,Qualité', 'a,b'],
  ['remove.options.0', 'Prix,Délai,Qualité', 'b'],
  ['up.criteria.2', 'Prix,Qualité,Délai', 'a,b'],
  ['up.criteria.0', 'Prix,Délai,Qualité', 'a,b'],
  ['remove.criteria.9', 'Prix,Délai,Qualité', 'a,b'],
])('%s', (what, criteria, options) => {
  expect(form(what)).toEqual([criteria, options]);
});

test('a usual criterion takes the place of the line that is still empty', () => {
  const begun = { ...draft, criteria: [emptyCriterion()] };
  expect(form('quality', begun)[0]).toBe('Qualité');
});

test('the last criterion that is removed leaves an empty one', () => {
  const one = { ...draft, criteria: [{ ...emptyCriterion(), name: 'Prix' }] };
  expect(withLine(one, 'remove.criteria.0', fr.benchmarks.form, more).criteria).toEqual([emptyCriterion()]);
});

test('a category brings its criteria, those that stand kept and none twice', () => {
  const [names] = form('template', { ...draft, category: 'emailing' });
  expect(names).toBe(
    'Prix,Délai,Qualité,Délivrabilité,Automatisation et segments,Raccordement au CRM et à la boutique,Prise en main,Données hébergées en Europe',
  );
  expect(form('template')[0]).toBe('Prix,Délai,Qualité');
});

test.each(benchmarkCategories)('the criteria of %s are ready in both languages', (category) => {
  const said = (['fr', 'en'] as const).map((language) => {
    const begun = { ...draft, category, criteria: [emptyCriterion()] };
    const filled = withLine(begun, 'template', fr.benchmarks.form, { language, late: [] });
    const { criteria, errors } = listsOf(filled, language, fr.benchmarks.form);
    expect(errors).toEqual({});
    for (const criterion of criteria)
      for (const text of [
        criterion.question,
        criterion.evidence_expected,
        criterion.low_words,
        criterion.high_words,
      ])
        expect(text).toMatch(/\S/);
    return criteria.map(({ kind, direction, low, high, weight }) => ({ kind, direction, low, high, weight }));
  });
  expect(said[0]).toEqual(said[1]);
  expect(said[0]).toHaveLength(templates[category].length);
});

test('a criterion that came late elsewhere is added as it stands there', () => {
  const late: LateCriterion[] = [
    {
      name: 'Sauvegarde',
      note: '',
      question: 'Qui restaure ?',
      evidence_expected: '',
      kind: 'number',
      direction: 'cost',
      unit: 'heures',
      currency: null,
      per: null,
      low: 1.5,
      high: 48,
      low_words: '',
      high_words: '',
      knockout: null,
      weight: 40,
      language: 'fr',
      benchmark_count: 2,
    },
  ];
  const { criteria } = withLine(draft, 'late.0', fr.benchmarks.form, { language: 'fr', late });
  expect(criteria.at(-1)).toMatchObject({
    id: '',
    name: 'Sauvegarde',
    unit: 'heures',
    low: '1,5',
    high: '48',
  });
  expect(withLine(draft, 'late.3', fr.benchmarks.form, { language: 'fr', late }).criteria).toEqual(
    draft.criteria,
  );
});
