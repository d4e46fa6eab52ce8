// The public consultation on a French law for a digital Republic (2015), one thread a line, as JSON.
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { postLengthMax, tagMax, titleMax } from '@cenacle/shared/threads/contract.ts';
import { escapeHtml } from '@cenacle/shared/markdown/characters.ts';
import { escapeMarkdown } from '@cenacle/shared/markdown/escape.ts';
import { htmlToMarkdown } from '../../server/markdown/from-html.ts';
import type { ForeignPost, ForeignThread } from '../../server/threads/import.ts';

/** A line that is not what it should be; the message says which and why. */
export class BadLine extends Error {
  override name = 'BadLine';
}

const time = Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:?\d\d)$` });
const word = Type.String({ minLength: 1, maxLength: 100 });
const post = Type.Object({
  id: word,
  author: word,
  at: time,
  edited: Type.Optional(Type.Union([time, Type.Null()])),
  html: Type.Optional(Type.String()),
  text: Type.String(),
});
const line = Type.Object({
  id: Type.Integer(),
  title: Type.String({ minLength: 1, maxLength: titleMax }),
  category: Type.String(),
  subcategory: Type.String(),
  sources: Type.Array(Type.Object({ title: Type.String(), link: Type.String() })),
  posts: Type.Array(post, { minItems: 1 }),
});
type Post = Static<typeof post>;
type Line = Static<typeof line>;

const prefix = 'republique-numerique';

/** All threads of the file, in its order; throws BadLine for the first line that can't be read. */
export function readRepubliqueNumerique(content: string): ForeignThread[] {
  const threads: ForeignThread[] = [];
  const seen = new Set<string>();
  for (const [index, text] of content
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (text.trim() === '') continue;
    const thread = readLine(text, index + 1);
    for (const { key } of [thread, ...thread.posts]) {
      if (seen.has(key)) throw new BadLine(`Line ${index + 1} repeats ${key}.`);
      seen.add(key);
    }
    threads.push(thread);
  }
  return threads;
}

function readLine(text: string, number: number): ForeignThread {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new BadLine(`Line ${number} is not JSON.`);
  }
  if (!Value.Check(line, parsed)) {
    const [error] = Value.Errors(line, parsed);
    const where = error?.instancePath.slice(1).replaceAll('/', '.') || 'the whole line';
    throw new BadLine(
      `Line ${number} is not a thread of this debate: ${where} ${error?.message ?? 'is wrong'}.`,
    );
  }
  return {
    key: `${prefix}:thread:${parsed.id}`,
    title: parsed.title,
    language: 'fr',
    tags: [parsed.category, parsed.subcategory].filter((tag) => tag.trim().length <= tagMax),
    posts: parsed.posts.map((each, index) => readPost(each, index === 0 ? parsed.sources : [], number)),
  };
}

function readPost(given: Post, sources: Line['sources'], number: number): ForeignPost {
  const text = given.html === undefined ? escapeMarkdown(given.text) : htmlToMarkdown(given.html);
  const source = [text, ...listSources(sources)].join('\n\n').trim();
  if (source === '') throw new BadLine(`Line ${number} has an empty post, ${given.id}.`);
  if (source.length > postLengthMax) throw new BadLine(`Line ${number} has too long a post, ${given.id}.`);
  const at = readTime(given.at, number);
  const edited = given.edited ? readTime(given.edited, number) : at;
  return {
    key: `${prefix}:post:${given.id}`,
    author: { key: `${prefix}:member:${given.author}`, name: nameOf(given.author) },
    source,
    at,
    editedAt: edited > at ? edited : null,
  };
}

function readTime(text: string, number: number): Date {
  const at = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at.getTime())) throw new BadLine(`Line ${number} names no moment: ${text}.`);
  return at;
}

/** « Membre 0066 » for the pseudonym `membre-0066`. */
const nameOf = (pseudonym: string) => pseudonym.replace(/^membre-(?=\d+$)/, 'Membre ');

function listSources(sources: Line['sources']): string[] {
  if (sources.length === 0) return [];
  const items = sources.map(({ title, link }) => {
    return `<li><a href="${escapeHtml(link)}">${escapeHtml(title.trim() || link)}</a></li>`;
  });
  return [htmlToMarkdown(`<p>Sources\u00a0:</p><ul>${items.join('')}</ul>`)];
}
