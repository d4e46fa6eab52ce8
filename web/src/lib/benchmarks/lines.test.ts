import { expect, test } from 'vitest';
import { fr } from '#lib/words/fr.ts';
import { emptyCriterion, emptyOption, type BenchmarkDraft } from './benchmark-form.ts';
import { withLine } from './lines.ts';

const draft: BenchmarkDraft = {
  need: 'Un besoin',
  description: '',
  audience_id: '',
  criteria: ['Prix', 'Délai', 'Qualité'].map((name) => Object.assign(emptyCriterion(), { name })),
  options: ['a', 'b'].map((id) => Object.assign(emptyOption(), { provider_id: id })),
};
const form = (what: string, from = draft) => {
  const { criteria, options } = withLine(from, what, fr.benchmarks.form);
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
  expect(withLine(one, 'remove.criteria.0', fr.benchmarks.form).criteria).toEqual([emptyCriterion()]);
});
