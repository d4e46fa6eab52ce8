import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Node } from 'prosemirror-model';
import { expect, test } from 'vitest';
import { cleanCharacters } from '@cenacle/shared/markdown/characters.ts';
import type { Document, Inline, Mark } from '@cenacle/shared/markdown/document.ts';
import { escapeMarkdown } from '@cenacle/shared/markdown/escape.ts';
import { readPost } from '@cenacle/shared/markdown/read-post.ts';
import { schema } from '@cenacle/shared/markdown/schema.ts';
import { writeMarkdown } from '@cenacle/shared/markdown/write.ts';
import { htmlToMarkdown, parseHtml } from './from-html.ts';
import { renderMarkdown } from './render.ts';

const through = (html: string): string => {
  const node = Node.fromJSON(schema, readPost(parseHtml(html).children));
  node.check();
  return writeMarkdown(node.toJSON() as Document);
};

/** Runs of text with marks, put together from what French writers type. */
const texts = fc.constantFrom(
  ...[
    'été',
    'Attention :',
    '«a»',
    'a_b',
    '2024.',
    '-',
    '–',
    '#',
    '>',
    '|',
    '*',
    '_',
    '`',
    '~',
    '!',
    '[',
    ']',
    '(',
  ],
  ...[
    '\\',
    '<b>',
    '&amp;',
    '1)',
    '50 %',
    '…',
    ' ',
    '  ',
    'x',
    'https://a.example/x_y',
    'a@b.example',
    '\u00a0',
  ],
);
const marks = fc.uniqueArray(fc.constantFrom('em', 'strong', 'del', 'u', 'sup'), { maxLength: 2 });
const runs = fc.array(fc.tuple(fc.array(texts, { minLength: 1, maxLength: 4 }), marks), {
  minLength: 1,
  maxLength: 5,
});

test('whatever is written in the editor is read as it was written', () => {
  const shown = (text: string): string => text.replace(/\s+/g, ' ').trim();
  fc.assert(
    fc.property(runs, (written) => {
      const content = written.map(([words, types]): Inline => ({
        type: 'text',
        text: words.join(''),
        marks: types.map((type) => ({ type })) as Mark[],
      }));
      const doc: Document = { type: 'doc', content: [{ type: 'paragraph', content }] };
      const text = written.map(([words]) => words.join('')).join('');
      expect(shown(renderMarkdown(writeMarkdown(doc)).text)).toBe(shown(cleanCharacters(text)));
    }),
    { seed: 2026, numRuns: 2_000 },
  );
});

type Debate = { posts: { id: string; text: string; html?: string }[] };
const path = new URL('../../../shared/data/republique-numerique.jsonl', import.meta.url);
const present = existsSync(path);
// On a reader's machine the data may be absent; where everything must be proved it may not.
const wanted = present || process.env['CI'] !== undefined;
if (!wanted)
  console.warn('The real debate is absent (shared/data): what of it the editor opens is not measured.');

/** The editor opens a text where what it writes renders to the same HTML. */
function opens(source: string): boolean {
  const { html } = renderMarkdown(source);
  return renderMarkdown(through(html)).html === html;
}

test.each([
  'Un **mot**, *deux* et `trois`, ~~quatre~~, <u>cinq</u>, CO<sub>2</sub>.',
  '# A\n\n## B\n\nc\nd\n\n---\n\ne',
  '- a\n- b\n  1. c\n  2. d\n- e',
  '- a\n\n  b\n\n- c',
  '3. a\n4. b',
  '- [ ] à faire\n- [x] fait',
  '- a\n\n* b',
  '> a\n>\n> > b\n\nc',
  '> [@Zoé Martin-Élie](post:01900000-0000-7000-8000-00000000000a)\n> cité\n\nRéponse',
  '[@Zoé](member:01900000-0000-7000-8000-00000000000a), voir [le fil](thread:01900000-0000-7000-8000-00000000000b#3)',
  'Voir [#Ève](card:01900000-0000-7000-8000-00000000000a), [là](benchmark:01900000-0000-7000-8000-00000000000b), [#mise en place](tag:mise%20en%20place) et [#été](/threads?tag=%C3%A9t%C3%A9)',
  '/threads/01900000-0000-7000-8000-00000000000b et https://a.example/x_y, www.b.example ; c@d.example.',
  '![plan](file:01900000-0000-7000-8000-00000000000c)\n\n[devis.pdf](file:01900000-0000-7000-8000-00000000000d)',
  '| a | b |\n| :-- | --: |\n| 1 \\| 2<br>3 | **4** |',
  '```ts\nconst a = "```";\n```',
  'Attention ! [lien](https://a.example "Titre")',
  '[forum.example](https://evil.example)',
  '**Attention :**le',
  '2024. Une année\n\\- pas une liste\n\\# ni un titre',
])('opens %j', (source) => {
  expect(opens(source)).toBe(true);
});

test('a text that it would change stays in Markdown', () => {
  expect(opens('***a***')).toBe(true);
  expect(opens('**<em>a</em>**')).toBe(false);
});

test.runIf(wanted)('of the real posts more than 95 % open in the rich text editor, and none changes', () => {
  const posts = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as Debate).posts)
    .map(({ id, text, html }) => ({
      id,
      source: html === undefined || html === '' ? escapeMarkdown(text) : htmlToMarkdown(html),
    }));
  expect(posts.length).toBe(4_690);
  const closed = posts.filter(({ source }) => !opens(source));
  console.info(`${posts.length - closed.length} of ${posts.length} real posts open in the editor unchanged.`);
  expect(closed.length).toBeLessThan(posts.length * 0.05);
});
