import { expect, test } from 'vitest';
import { fr } from '#lib/words/fr.ts';
import {
  draftIn,
  emptyCriterion,
  emptyDraft,
  emptyOption,
  fieldOf,
  linesOf,
  listsOf,
  packed,
  presetCriterion,
  presetNames,
  unpacked,
  withOthers,
} from './benchmark-form.ts';

const words = fr.benchmarks.form;
const draft = {
  ...emptyDraft(),
  need: 'Un besoin',
  audience_id: 'a',
  category: 'erp',
  cost_from: '5 000',
  deadline: '2027-03-31',
  must_haves: 'Hébergé en Europe\n\n Support en français',
  criteria: [
    emptyCriterion(),
    { ...emptyCriterion('price'), name: 'Prix', low: '10 000', high: '50 000,50 €', weight: '80' },
    { ...emptyCriterion('number'), name: 'Délai', unit: 'semaines', low: '2', high: 'longtemps' },
    { ...emptyCriterion('yesno'), name: 'Reprise', low: '3' },
  ],
  options: [emptyOption(), { ...emptyOption(), provider_id: 'p', product: 'Pro' }],
};

test('lines left empty are passed over, the others read in the reader’s way', () => {
  const lists = listsOf(draft, 'fr', words);
  expect(lists.criteria).toMatchObject([
    {
      name: 'Prix',
      kind: 'price',
      direction: 'cost',
      currency: 'EUR',
      per: 'once',
      low: 1_000_000,
      high: 5_000_050,
      weight: 80,
    },
    { name: 'Délai', kind: 'number', unit: 'semaines', currency: null, low: 2, high: null },
    { name: 'Reprise', kind: 'yesno', low: null, high: null, unit: '' },
  ]);
  expect(lists.options).toEqual([{ provider_id: 'p', product: 'Pro' }]);
  expect(lists.frame).toEqual({
    category: 'erp',
    sector: '',
    company_size: null,
    budget: { min_minor: 500_000, max_minor: 500_000, currency: 'EUR', per: 'once' },
    deadline: '2027-03-31',
    must_haves: ['Hébergé en Europe', 'Support en français'],
  });
  expect(fieldOf('budget.max_minor', lists)).toBe('cost_to');
  expect(lists.errors).toEqual({ 'criteria.2.high': words.badNumber });
  expect(fieldOf('criteria.1.high', lists)).toBe('criteria.2.high');
  expect(fieldOf('options.0.provider_id', lists)).toBe('options.1.provider_id');
  expect(fieldOf('need', lists)).toBe('need');
});

test('a knock-out is a limit in the measure of its criterion, and for yes or no the better answer', () => {
  const criteria = [
    { ...emptyCriterion('price'), name: 'Prix', low: '1', high: '2', knockout: '1,50' },
    { ...emptyCriterion('yesno'), name: 'Reprise', must: '1', knockout: '7' },
    { ...emptyCriterion('yesno'), name: 'Sous-traitance', direction: 'cost', must: '1' },
    { ...emptyCriterion(), name: 'Qualité', knockout: 'bonne' },
  ];
  const lists = listsOf({ ...draft, criteria }, 'fr', words);
  expect(lists.criteria.map(({ knockout }) => knockout)).toEqual([150, 1, 0, null]);
  expect(lists.errors).toEqual({ 'criteria.3.knockout': words.badNumber });
});

test('a form without any criterion says so at its first line', () => {
  const { errors } = listsOf({ ...draft, criteria: [emptyCriterion()] }, 'fr', words);
  expect(errors).toEqual({ 'criteria.0.name': words.required });
});

test('what was sent comes back as it was typed', () => {
  const form = new FormData();
  const { criteria: _criteria, options: _options, ...top } = draft;
  for (const [name, value] of Object.entries({ ...top, need: ' Un besoin ' })) form.set(name, value);
  for (const list of ['criteria', 'options'] as const)
    for (const [i, row] of draft[list].entries())
      for (const [field, value] of Object.entries(row)) form.set(`${list}.${i}.${field}`, value);
  expect(draftIn(form)).toEqual(draft);
});

test('a draft survives its keeping, and one that is broken gives an empty form', () => {
  expect(unpacked(packed(draft))).toEqual(draft);
  expect(unpacked({ need: 'x', criteria: '{', options: '[null, 3, {"product": 4}]' })).toEqual({
    ...emptyDraft(),
    need: 'x',
    criteria: [],
    options: [emptyOption()],
  });
});

test('usual criteria are ready but for the anchors of a price', () => {
  for (const name of presetNames) {
    const { errors } = listsOf({ ...draft, criteria: [presetCriterion(name, words)] }, 'fr', words);
    expect(Object.keys(errors)).toEqual(name === 'price' ? ['criteria.0.low', 'criteria.0.high'] : []);
  }
});

test('what others added meanwhile is taken in, what either side removed stays away', () => {
  const row = (id: string) => ({ ...emptyOption(), id, provider_id: id });
  const begun = { ...draft, criteria: [{ ...emptyCriterion(), id: 'c' }], options: ['a', 'b', 'f'].map(row) };
  const known = new Set(linesOf(begun));
  const mine = { ...begun, options: [row('b'), row('f'), row('')] };
  const current = {
    ...begun,
    criteria: [...begun.criteria, { ...emptyCriterion(), id: 'd' }],
    options: ['a', 'b', 'e'].map(row),
  };
  const merged = withOthers(mine, current, known);
  expect(merged.options.map(({ id }) => id)).toEqual(['b', 'e']);
  expect(merged.criteria.map(({ id }) => id)).toEqual(['c', 'd']);
});
