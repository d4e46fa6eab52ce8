import { expect, test } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { plural } from './plural.ts';

/** Every sentence of a catalogue with its place; functions are asked for one and for several. */
function sentencesOf(words: object, place = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = place ? `${place}.${key}` : key;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') {
      // Digits as text serve where a sentence wants a name as well as where it wants a number.
      return ['1', '3'].map((n) => [`${here}(${n})`, String(Reflect.apply(value, undefined, [n, n, n]))]);
    }
    return sentencesOf(value as object, here);
  });
}

test('plurals follow the language: French counts none as one', () => {
  const forms = { one: '# réponse', other: '# réponses' };
  expect([0, 1, 2].map((n) => plural('fr', n, forms))).toEqual(['0 réponse', '1 réponse', '2 réponses']);
  expect(plural('en', 0, { one: '# reply', other: '# replies' })).toBe('0 replies');
});

test('French has a no-break space before ; : ! ? and inside guillemets, and typographic apostrophes', () => {
  const wrong = sentencesOf(fr).filter(([, text]) =>
    /[^\u00a0\u202f\s\d][;!?»]| [;:!?»]|« |\p{L}'\p{L}/u.test(text),
  );
  expect(wrong).toEqual([]);
});

test('both languages say something at every place', () => {
  expect(sentencesOf(en).map(([place]) => place)).toEqual(sentencesOf(fr).map(([place]) => place));
  expect([...sentencesOf(fr), ...sentencesOf(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
});
