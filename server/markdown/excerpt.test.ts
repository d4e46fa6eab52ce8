import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

test.each([
  ['<p>Bonjour <strong>à</strong> tous</p><p>Suite</p>', 40, 'Bonjour à tous Suite'],
  [
    '<blockquote><cite>Zoé</cite><p>Cité</p><blockquote><p>Plus</p></blockquote></blockquote><p>Ma réponse</p>',
    40,
    'Ma réponse',
  ],
  ['<p>Prix &lt; 5 &amp; délai</p>', 40, 'Prix < 5 & délai'],
  ['<p>Un long discours, vraiment</p>', 17, 'Un long…'],
  ['<p>Un long discours, vraiment</p>', 22, 'Un long discours…'],
  ['<p>👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦</p>', 25, '👩‍👩‍👧‍👦👩‍👩‍👧‍👦…'],
  ['', 10, ''],
])('%s in %i is « %3$s »', (html, max, text) => {
  expect(excerptOf(html, max)).toBe(text);
});
