import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeApp, type TestApp } from '../../test/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp({ cast: false });
});
afterAll(() => t.close());

async function ask(expression: string, ...values: string[]): Promise<unknown> {
  const { rows } = await t.services.pool.query({ text: `select ${expression}`, values, rowMode: 'array' });
  return rows[0]?.[0];
}

describe('text as search compares it', () => {
  test.each([
    ['fr', 'L’été d’une PME', 'ete une pme'],
    ['fr', 'jusqu’à 12 000 contacts', 'a 12000 contacts'],
    ['fr', '1 234 567 €', '1234567'],
    ['fr', '1.200 euros', '1200 euros'],
    ['fr', 'le 12 000100', 'le 12 000100'],
    ['fr', 'Évaluées et évaluée', 'evalue et evalue'],
    ['fr', 'R&D', 'rd'],
    ['fr', 'e-mailing, https://exemple.fr/a', 'e mailing https exemple fr a'],
    ['fr', 'Œuvre', 'oeuvre'],
    ['en', 'The firm’s 12,000 contacts', 'the firm 12000 contacts'],
    ['en', 'employees', 'employees'],
    ['fr', 'é (décomposé)', 'e decompose'],
    ['fr', '東京', '東 京'],
    ['fr', '…', ''],
  ])('%s: %s', async (language, text, expected) => {
    expect(await ask('public.fold_words($1, $2)', text, language)).toBe(expected);
  });

  test('meets its other forms', async () => {
    const stems = (text: string) => ask(`public.search_words_vector($1, 'fr')::text`, text);
    expect(await stems('évaluées')).toBe(await stems('evalue'));
    expect(await stems('négociations')).toBe(await stems('negociation'));
  });
});

test('the words of Markdown are without addresses and marks', async () => {
  const id = '01900000-0000-7000-8000-000000000001';
  const source =
    '# Titre\n> [@Grace Morel](post:01900000-0000-7000-8000-000000000001)\n- un **mot** [ici](https://exemple.fr/secret)\n2. deux';
  const named = `Voir [#Plan \\[caché\\]](thread:${id}), [#Ève](card:${id}) et [#Sage](provider:${id})`;
  expect(await ask('public.plain_text($1)', named)).toBe('Voir …, … et #Sage');
  expect(await ask('public.plain_text($1)', source)).toBe('Titre\n@Grace Morel\nun mot ici\ndeux');
});

test.each([
  ['Relie les boutiques et les places de marché', 'fr'],
  ['Connects shops to the marketplaces of Europe', 'en'],
  ['Sendy', 'fr'],
])('a text without a language of its own is taken for one: %s', async (text, language) => {
  expect(await ask('public.guess_language($1)', text)).toBe(language);
});
