import { expect, test } from 'vitest';
import { renderMarkdown } from './render.ts';

const html = (source: string): string => renderMarkdown(source).html;

test('a single tilde means about and strikes nothing', () => {
  expect(html('8~12 personnes … 3~6 mois, ~10 % ~ 20 %')).toBe(
    '<p>8~12 personnes … 3~6 mois, ~10 % ~ 20 %</p>',
  );
});

test.each(['2024. Une année', '1989) La chute', '> 2024. Une année'])(
  'a year begins no list: %s',
  (source) => {
    expect(html(source)).not.toContain('<ol');
    expect(html(source)).toMatch(/2024\. Une année|1989\) La chute/);
  },
);

test('a year within a list is a line of its item', () => {
  expect(html('1. un\n2024. deux')).toBe('<ol>\n<li>un<br />2024. deux</li>\n</ol>');
});

test('numbers of up to three digits begin a list', () => {
  expect(html('999. dernier')).toContain('<ol start="999">');
});

test.each([
  ['«https://a.example/b.»', 'https://a.example/b', '.»'],
  ['« https://a.example »', 'https://a.example', ' »'],
  ['«\u00a0https://a.example\u00a0»', 'https://a.example', '\u00a0»'],
  ['“https://a.example”', 'https://a.example', '”'],
  ['‘https://a.example’', 'https://a.example', '’'],
  ['(https://a.example)', 'https://a.example', ')'],
  ['(voir https://a.example/b_(c)).', 'https://a.example/b_(c)', ').'],
  ['https://a.example, puis', 'https://a.example', ', puis'],
  ['https://a.example\u202f!', 'https://a.example', '\u202f!'],
  ['https://a.example ?', 'https://a.example', ' ?'],
  ['https://a.example…', 'https://a.example', '…'],
  ['**https://a.example**', 'https://a.example', ''],
  ['*https://a.example/x_y*', 'https://a.example/x_y', ''],
  ['https://a.example/page?a=1;', 'https://a.example/page?a=1', ';'],
  ['l’adresse : https://a.example/l’été.', 'https://a.example/l’été', '.'],
])('punctuation after an address belongs to the sentence: %s', (source, address, after) => {
  const result = html(source);
  expect(result).toContain(`>${address}</a>${after}`);
});

test.each([
  '-\u00a0un\n-\u00a0deux',
  '–\u00a0un\n–\u00a0deux',
  '—\u202fun\n—\u202fdeux',
  '•\u00a0un\n•\u00a0deux',
  '• un\n•\tdeux',
  '–\u00a0 un\n–\u00a0 deux',
])('a dash and a no-break space begin a list: %j', (source) => {
  expect(html(source)).toBe('<ul>\n<li>un</li>\n<li>deux</li>\n</ul>');
});

test('a dash within a sentence or before a plain space begins none', () => {
  expect(html('– Bonjour.\nle cas –\u00a0le vrai\u00a0– est là')).not.toContain('<ul');
});

test('a list by dashes may follow its sentence and hold another', () => {
  expect(html('Il faut\u00a0:\n–\u00a0un\n  –\u00a0deux')).toBe(
    '<p>Il faut\u00a0:</p>\n<ul>\n<li>un\n<ul>\n<li>deux</li>\n</ul></li>\n</ul>',
  );
});

test('the lines of a plain writer are kept', () => {
  expect(html('Bonjour,\nVoici.\nÀ bientôt')).toBe('<p>Bonjour,<br />Voici.<br />À bientôt</p>');
});

test.each([
  ['**Attention :**le', '<strong>Attention :</strong>le'],
  ['**Attention\u00a0:**le', '<strong>Attention\u00a0:</strong>le'],
  ['un**« deux »**trois', 'un<strong>« deux »</strong>trois'],
  ['*Quoi ?*Rien', '<em>Quoi ?</em>Rien'],
  ['**10 %**de marge', '<strong>10 %</strong>de marge'],
  ['~~(oui)~~non', '<del>(oui)</del>non'],
  ['l’**État**', 'l’<strong>État</strong>'],
  ['**« A »**, **« B »**', '<strong>« A »</strong>, <strong>« B »</strong>'],
])('emphasis may end in French punctuation: %s', (source, result) => {
  expect(html(source)).toBe(`<p>${result}</p>`);
});

test('a quote ends where its marker ends', () => {
  expect(html('> cité\nma réponse')).toBe('<blockquote>\n<p>cité</p>\n</blockquote>\n<p>ma réponse</p>');
});

test('a quote in a quote ends where its second marker ends', () => {
  expect(html('> > premier\n> second\nmoi')).toBe(
    '<blockquote>\n<blockquote>\n<p>premier</p>\n</blockquote>\n<p>second</p>\n</blockquote>\n<p>moi</p>',
  );
});

test('a line of no-break spaces separates paragraphs', () => {
  expect(html('a\n\u00a0\nb')).toBe('<p>a</p>\n<p>b</p>');
});
