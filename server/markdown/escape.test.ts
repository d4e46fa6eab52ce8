import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanCharacters } from '@cenacle/shared/markdown/characters.ts';
import { escapeMarkdown } from '@cenacle/shared/markdown/escape.ts';
import { htmlToMarkdown } from './from-html.ts';
import { renderMarkdown } from './render.ts';

/** The lines of a text as a browser would show them: runs of blanks are one, empty lines separate. */
function shownLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '');
}

function expectSame(text: string): void {
  const rendered = renderMarkdown(escapeMarkdown(text));
  expect(shownLines(rendered.text)).toEqual(shownLines(cleanCharacters(text)));
  expect(rendered.html).not.toMatch(/<(?!\/?(?:p|a|span)\b|br)/);
}

describe('plain text as Markdown renders to the same text', () => {
  test.each([
    '1. Ouvrir les données',
    '12) bis',
    '2015. Une année',
    '- tiret',
    '– demi-cadratin',
    '–\u00a0insécable',
    '—\u202ffine',
    '• puce',
    '•\tpuce',
    '+ plus',
    '* étoile',
    '-----',
    '---',
    '===',
    'Titre\n===',
    'Titre\n---',
    'a\n--',
    '- - -',
    '***',
    '___',
    '# dièse',
    '#hashtag',
    '####### sept',
    '> cité',
    '>> cité',
    '~~barré~~',
    '~~~',
    '```',
    '`code`',
    '8~12',
    '_souligné_',
    'nom_de_fichier',
    '__init__',
    '*gras*',
    '**gras**',
    '2 * 3 * 4',
    'a*b*c',
    '<b>gras</b>',
    '<prénom>',
    '<!-- -->',
    '<https://a.example>',
    '&eacute; &amp; &',
    'R&D;',
    '&#233;',
    '[x](https://a.example)',
    '![x](file:1)',
    '[1]: https://a.example',
    '[x]',
    '[ ] case',
    '- [ ] case',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    'a | b\n-|-\n1 | 2',
    ':--|--:',
    '\\*',
    'C:\\dossier\\',
    'fin\\',
    '    indenté',
    '\tindenté',
    '\u00a0\u00a0insécables',
    'a  \nb',
    'a\n\n\n\nb',
    'a!',
    '![',
    '](',
    'https://a.example/x_y_z*a',
    'voir https://a.example/_x_.',
    '«https://a.example»',
    '(https://a.example)',
    'a@b.example',
    'a_b_@c.example',
    '*https://a.example*',
    'https://a.example/~~x~~',
    'http://localhost_x_',
    'www.a.example/_b_',
    'e\u0301te\u0301',
    '👩‍👩‍👧',
    '“a” ‘b’',
    '$1 $& $$',
    '1.',
    '-',
    '1.\u00a0a',
    '/threads/01900000-0000-7000-8000-00000000000b',
    'a'.repeat(428),
    '^[a] {b} "c"',
    '~',
    'x ~~ y',
    '\u00a01) a',
    'a\n\u00a0- b',
  ])('%j', (text) => expectSame(text));

  test('whatever is put together from what French writers type', () => {
    const parts = [
      ...[
        '1.',
        '2)',
        '2024.',
        '-',
        '–',
        '—',
        '•',
        '+',
        '*',
        '**',
        '_',
        '__',
        '~',
        '~~',
        '#',
        '##',
        '>',
        '|',
        '|-|',
        ':',
        '=',
        '`',
        '```',
      ],
      ...[
        '<',
        '</',
        'b',
        '<b>',
        '&',
        '&eacute;',
        '&#',
        ';',
        '[',
        ']',
        '(',
        ')',
        '![',
        '](',
        '\\',
        '!',
        '«',
        '»',
        '’',
        '"',
        "'",
        '@',
        '/',
      ],
      ...[
        ' ',
        ' ',
        ' ',
        '  ',
        '    ',
        '\t',
        '\u00a0',
        '\u202f',
        '\n',
        '\n',
        '\n\n',
        'été',
        'Attention :',
        'a',
        '8',
        '%',
        '…',
        '://',
      ],
      ...[
        'https://a.example/x_y',
        'http://',
        'www.a.example',
        'a@b.example',
        'e\u0301',
        '\u0301',
        '😀',
        '\u200d',
        '\u202e',
      ],
    ];
    const texts = fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(fc.property(texts, expectSame), { seed: 2015, numRuns: 5_000 });
  });

  test('addresses stay links', () => {
    const { html } = renderMarkdown(escapeMarkdown('- voir https://a.example/x_y_z?a=1&b=2, *merci*'));
    expect(html).toContain('href="https://a.example/x_y_z?a=1&amp;b=2"');
  });

  test('what needs no escape has none', () => {
    const text = 'Bonjour, voici 3 idées : R&D, e-mail (50 %), nom_de_fichier. L’été - enfin !';
    expect(escapeMarkdown(text)).toBe(text);
  });
});

describe('HTML from elsewhere as Markdown', () => {
  test.each([
    ['<p>a<br />\r\nb</p><p>c</p>', 'a\nb\n\nc'],
    ['<p>a <strong>b </strong>c</p>', 'a **b** c'],
    ['<p>x<s>ont</s>y <em>z</em><strong>w</strong></p>', 'x~~ont~~y *z*<strong>w</strong>'],
    ['<p><strong>«&nbsp;a&nbsp;»</strong></p>', '**«\u00a0a\u00a0»**'],
    ['<p><strong>, </strong>a</p>', '<strong>,</strong> a'],
    ['<h1><u>A</u></h1><div>b</div>', '# A\n\nb'],
    ['<ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul>', '- a\n- b\n  1. c'],
    ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['<p>1. a<br>- b<br># c</p>', '1\\. a\n\\- b\n\\# c'],
    ['<p><a href="https://a.example/b c">d</a></p>', '[d](https://a.example/b%20c)'],
    ['<p><a href="https://a.example">https://a.example</a></p>', 'https://a.example'],
    ['<p><a href="javascript:alert(1)">d</a></p>', 'd'],
    ['<p>a</p><hr /><p>b</p>', 'a\n\n---\n\nb'],
    [
      '<p>a<img src="https://a.example/i.png" alt="" /></p>',
      'a[https://a.example/i.png](https://a.example/i.png)',
    ],
    ['<script>alert(1)</script><p>&lt;b&gt; &amp;amp;</p>', '\\<b> \\&amp;'],
  ])('%s', (html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown);
  });

  test('nesting beyond what the renderer takes gives way to text', () => {
    const html = `${'<ul><li>'.repeat(40)}fond${'</li></ul>'.repeat(40)}`;
    expect(renderMarkdown(htmlToMarkdown(html)).text).toBe('fond');
  });
});
