import { describe, expect, test } from 'vitest';
import { BadLine, readRepubliqueNumerique } from './republique-numerique.ts';

const opener = {
  id: 'o1',
  author: 'membre-0001',
  at: '2015-10-01T10:00:00+0200',
  edited: '2015-10-02T10:00:00+0200',
  html: '<p>Bonjour <strong>à tous</strong></p>',
  text: 'Bonjour à tous',
};
const reply = {
  id: 'a1',
  author: 'membre-0002',
  at: '2015-10-01T11:00:00+0200',
  edited: '2015-10-01T11:00:00+0200',
  text: '1. Oui\n\n* non *',
};
const thread = {
  id: 1,
  title: 'Sujet',
  category: 'Section 1',
  subcategory: 'Protection des données à caractère personnel',
  votes: { ok: 3 },
  sources: [{ title: 'Un [guide]', link: 'https://example.org/a_b?c=1&d=(2)' }],
  posts: [opener, reply],
};
const line = (changes: object = {}) => JSON.stringify({ ...thread, ...changes });

describe('a line of the debate', () => {
  test('becomes a discussion with its posts', () => {
    const [read] = readRepubliqueNumerique(line());
    expect(read).toEqual({
      key: 'republique-numerique:thread:1',
      title: 'Sujet',
      language: 'fr',
      // The other one is longer than a tag may be.
      tags: ['Section 1'],
      posts: [
        {
          key: 'republique-numerique:post:o1',
          author: { key: 'republique-numerique:member:membre-0001', name: 'Membre 0001' },
          source:
            'Bonjour **à tous**\n\nSources\u00a0:\n\n- [Un \\[guide\\]](<https://example.org/a_b?c=1&d=(2)>)',
          at: new Date('2015-10-01T08:00:00Z'),
          editedAt: new Date('2015-10-02T08:00:00Z'),
        },
        {
          key: 'republique-numerique:post:a1',
          author: { key: 'republique-numerique:member:membre-0002', name: 'Membre 0002' },
          source: '1\\. Oui\n\n\\* non \\*',
          at: new Date('2015-10-01T09:00:00Z'),
          editedAt: null,
        },
      ],
    });
  });

  test('is read in whatever way lines end, and an empty one is passed over', () => {
    expect(readRepubliqueNumerique(`\ufeff${line()}\r\n\r\n`)).toHaveLength(1);
  });

  test.each<[string, string, string]>([
    ['is not JSON', '{"id": 2, ', 'Line 3 is not JSON.'],
    ['is another kind of JSON', '[]', 'Line 3 is not a thread of this debate: the whole line '],
    ['has no posts', line({ posts: [] }), 'Line 3 is not a thread of this debate: posts '],
    ['has no title', line({ title: '' }), 'Line 3 is not a thread of this debate: title '],
    [
      'has a wrong time',
      line({ posts: [{ ...opener, at: 'hier' }] }),
      'Line 3 is not a thread of this debate: posts.0.at ',
    ],
    [
      'names no moment',
      line({ posts: [{ ...opener, at: '2015-13-40T10:00:00Z' }] }),
      'Line 3 names no moment',
    ],
    [
      'has an empty post',
      line({ posts: [opener, { ...reply, text: ' \n' }] }),
      'Line 3 has an empty post, a1.',
    ],
    [
      'has too long a post',
      line({ posts: [{ ...opener, html: 'mot '.repeat(20_000) }] }),
      'Line 3 has too long a post, o1.',
    ],
    ['repeats a thread', line({ posts: [reply] }), 'Line 3 repeats republique-numerique:thread:1.'],
    ['repeats a post', line({ id: 2 }), 'Line 3 repeats republique-numerique:post:o1.'],
  ])('that %s is named', (_, bad, sentence) => {
    const read = () => readRepubliqueNumerique([line(), '', bad].join('\n'));
    expect(read).toThrow(BadLine);
    expect(read).toThrow(sentence);
  });
});
