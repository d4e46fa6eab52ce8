import { existsSync, readFileSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { cleanCharacters } from '@cenacle/shared/markdown/characters.ts';
import { escapeMarkdown } from '@cenacle/shared/markdown/escape.ts';
import { htmlToMarkdown } from './from-html.ts';
import { renderMarkdown } from './render.ts';

type Debate = { posts: { id: string; text: string; html?: string }[] };

const path = new URL('../../../shared/data/republique-numerique.jsonl', import.meta.url);
const present = existsSync(path);
// On a reader's machine the data may be absent; where everything must be proved it may not.
const wanted = present || process.env['CI'] !== undefined;

const squeeze = (text: string): string => text.replace(/\s+/g, '');

function textOfHtml(html: string): string {
  let text = '';
  const parser = new Parser({
    ontext: (part) => (text += part),
    // A picture from elsewhere becomes a link that shows its address.
    onopentag: (name, attributes) => (text += name === 'img' ? (attributes['src'] ?? '') : ''),
  });
  parser.end(html);
  return text;
}

if (!wanted) console.warn('The real debate is absent (shared/data): its rendering is not tested.');

test.runIf(wanted)('the real debate renders to its own text, opener by opener and post by post', () => {
  const debates = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Debate);
  // A debate's first post is HTML, the replies are plain text.
  const posts = debates
    .flatMap(({ posts }) => posts)
    .map(({ id, text, html }) => {
      return html === undefined || html === ''
        ? { id, source: escapeMarkdown(text), text }
        : { id, source: htmlToMarkdown(html), text: textOfHtml(html) };
    });
  expect(posts.length).toBe(4_690);
  const changed = posts.filter(({ source, text }) => {
    return squeeze(renderMarkdown(source).text) !== squeeze(cleanCharacters(text));
  });
  expect(changed.map(({ id }) => id)).toEqual([]);
});
