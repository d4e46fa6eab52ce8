import type { Token, Tokens } from 'marked';
import { parseBlocks } from './blocks.ts';
import type { InlineToken } from './blocks.ts';
import { cleanCharacters, escapeHtml } from '@cenacle/shared/markdown/characters.ts';
import { parseInline } from './inline.ts';
import type { Links } from './links.ts';
import { prepareLines } from './lines.ts';
import { refuseDeepNesting } from './nesting.ts';
import { plainText } from './pieces.ts';
import { MarkdownRefused } from './refused.ts';
import { sanitizePost } from './sanitize.ts';
import { writeInline } from './write-inline.ts';
import type { References } from './write-inline.ts';

/** Goes up with every change of the HTML, so that stored HTML of an older one is rendered anew. */
export const rendererVersion = 2;

/** Characters (UTF-16 units) of a post: some twenty printed pages. The contract names the same. */
export const postLengthMax = 50_000;

/** What is stored beside the source of a post. */
export type Rendered = {
  /** Holds ids for members, threads, posts and files; see fill.ts. */
  html: string;
  /** Members addressed by the writer: not those within a quote. */
  mentions: string[];
  threads: string[];
  files: string[];
  /** Posts named as the source of a quote. */
  quotes: string[];
  /** For excerpts and search. */
  text: string;
};

export type RenderSettings = {
  /** The product's own address without a slash at its end: threads below it become internal links. */
  publicUrl?: string;
};

type Page = { links: Links; publicUrl: string; references: References; text: string[] };

const quoteSource =
  /^\[((?:\\.|[^\]\\\n]){1,200})\]\(post:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)[ \t]*(?:\n|$)/i;
const language = /^[\w+#.-]{1,30}/;

function writeRunning(tokens: readonly Token[], page: Page): string {
  let html = '';
  let text = '';
  for (const token of tokens) {
    if (token.type === 'checkbox') {
      html += `<input type="checkbox" disabled${(token as Tokens.Checkbox).checked ? ' checked' : ''}> `;
      continue;
    }
    const inline = token as InlineToken;
    const written = writeInline(parseInline(inline.raw, page.links, page.publicUrl), page.references);
    html += written.html;
    text += written.text;
  }
  if (text.trim() !== '') page.text.push(text);
  return html;
}

function writeQuote(token: Tokens.Blockquote, page: Page): string {
  // Who is mentioned in what is quoted was told already, by the one who wrote it.
  const references = { ...page.references, mentions: new Set<string>() };
  const inside = { ...page, references };
  const [first, ...rest] = token.tokens;
  const found = first?.type === 'paragraph' ? quoteSource.exec((first as Tokens.Paragraph).text) : null;
  if (!first || !found?.[1] || !found[2]) {
    return `<blockquote>\n${writeBlocks(token.tokens, inside)}</blockquote>\n`;
  }
  const id = found[2].toLowerCase();
  page.references.quotes.add(id);
  const name = cleanCharacters(plainText(parseInline(found[1], {}, '')));
  page.text.push(name);
  const raw = (first as Tokens.Paragraph).text.slice(found[0].length);
  const remaining: Token[] =
    raw === '' ? rest : [{ ...first, text: raw, tokens: [{ type: 'inline', raw }] }, ...rest];
  const cite = `<cite>${escapeHtml(name)}</cite>`;
  return `<blockquote data-post="${id}">${cite}\n${writeBlocks(remaining, inside)}</blockquote>\n`;
}

function writeList(token: Tokens.List, page: Page): string {
  const start = token.ordered && token.start !== 1 ? ` start="${token.start}"` : '';
  const name = token.ordered ? 'ol' : 'ul';
  const items = token.items.map((item) => {
    return `<li${item.task ? ' class="task"' : ''}>${writeBlocks(item.tokens, page).trimEnd()}</li>\n`;
  });
  return `<${name}${start}>\n${items.join('')}</${name}>\n`;
}

function writeRow(cells: readonly Tokens.TableCell[], page: Page): string {
  const texts: string[] = [];
  const html = cells.map((cell) => {
    const name = cell.header ? 'th' : 'td';
    const own: Page = { ...page, text: [] };
    const inside = writeRunning(cell.tokens, own);
    texts.push(...own.text);
    return `<${name}${cell.align ? ` class="${cell.align}"` : ''}>${inside}</${name}>`;
  });
  page.text.push(texts.join(' '));
  return `<tr>${html.join('')}</tr>\n`;
}

function writeTable(token: Tokens.Table, page: Page): string {
  const head = `<thead>\n${writeRow(token.header, page)}</thead>\n`;
  const rows = token.rows.map((row) => writeRow(row, page)).join('');
  return `<table>\n${head}${rows === '' ? '' : `<tbody>\n${rows}</tbody>\n`}</table>\n`;
}

function writeCode(token: Tokens.Code, page: Page): string {
  const name = language.exec(token.lang ?? '')?.[0];
  page.text.push(token.text);
  const code = escapeHtml(token.text.replace(/\n$/, ''));
  return `<pre><code${name ? ` class="language-${name}"` : ''}>${code}\n</code></pre>\n`;
}

function writeBlock(token: Token, page: Page): string {
  switch (token.type) {
    case 'paragraph':
      return `<p>${writeRunning(token.tokens ?? [], page)}</p>\n`;
    case 'text':
      return `${writeRunning(token.tokens ?? [], page)}\n`;
    case 'checkbox':
      return writeRunning([token], page);
    case 'heading': {
      // The page has its h1 and the thread its h2: a post begins below them.
      const level = Math.min(6, (token as Tokens.Heading).depth + 2);
      return `<h${level}>${writeRunning(token.tokens ?? [], page)}</h${level}>\n`;
    }
    case 'blockquote':
      return writeQuote(token as Tokens.Blockquote, page);
    case 'list':
      return writeList(token as Tokens.List, page);
    case 'table':
      return writeTable(token as Tokens.Table, page);
    case 'code':
      return writeCode(token as Tokens.Code, page);
    case 'hr':
      return '<hr>\n';
    default:
      return '';
  }
}

function writeBlocks(tokens: readonly Token[], page: Page): string {
  return tokens.map((token) => writeBlock(token, page)).join('');
}

/**
 * A source in Markdown as the HTML that is stored beside it, with what it refers to.
 *
 * @throws MarkdownRefused too_long, too_deep or too_wide; a time limit is the worker's matter
 */
export function renderMarkdown(source: string, settings: RenderSettings = {}): Rendered {
  if (source.length > postLengthMax) throw new MarkdownRefused('too_long');
  const prepared = prepareLines(cleanCharacters(source));
  refuseDeepNesting(prepared);
  const publicUrl = settings.publicUrl ?? '';
  const { tokens, links } = parseBlocks(prepared, publicUrl);
  const references = {
    mentions: new Set<string>(),
    threads: new Set<string>(),
    files: new Set<string>(),
    quotes: new Set<string>(),
  };
  const page: Page = { links, publicUrl, references, text: [] };
  const html = sanitizePost(writeBlocks(tokens, page)).trim();
  return {
    html,
    mentions: [...references.mentions],
    threads: [...references.threads],
    files: [...references.files],
    quotes: [...references.quotes],
    text: page.text.join('\n').trim(),
  };
}
