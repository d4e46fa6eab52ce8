import { describe, expect, test } from 'vitest';
import { parseQuery } from './query.ts';

describe('a query as it is typed', () => {
  test.each([
    ['agence seo', { words: ['agence', 'seo'] }],
    ['"taux de rebond" agence', { phrases: ['taux de rebond'], words: ['agence'] }],
    ['« taux de rebond »', { phrases: ['taux de rebond'] }],
    ['agence -co-construction', { words: ['agence'], without: ['co-construction'] }],
    ['agence -"sans frais"', { without: ['sans frais'] }],
    ['author:linus tag:erp clôture', { author: ['linus'], tags: ['erp'], words: ['clôture'] }],
    ['auteur:"Linus Keller"', { author: ['Linus Keller'] }],
    ['kind:card Lille', { kind: 'card', words: ['Lille'] }],
    ['kind:chose Lille', { kind: null, words: ['kind:chose', 'Lille'] }],
    [
      'lang:en before:2026-01-31 after:2025-12-01',
      { language: 'en', before: '2026-01-31', after: '2025-12-01' },
    ],
    ['before:hier', { before: null, words: ['before:hier'] }],
    ['is:finished has:benchmark', { finished: true, hasBenchmark: true, words: [] }],
    ['title:"moins de 50 000"', { titles: ['moins de 50 000'] }],
    ['https://exemple.fr/page', { words: ['https://exemple.fr/page'] }],
    ['e-mailing R&D C++', { words: ['e-mailing', 'R&D', 'C++'] }],
    ['"" - :', { phrases: [], words: ['-', ':'] }],
    ['"jamais fermé', { words: ['"jamais', 'fermé'] }],
  ])('%s', (typed, expected) => {
    expect(parseQuery(typed)).toMatchObject(expected);
  });
});
