import { misleads } from './addresses.ts';
import type { Target } from '@cenacle/shared/markdown/addresses.ts';
import { cleanCharacters, escapeHtml } from '@cenacle/shared/markdown/characters.ts';
import { nestingMax } from './nesting.ts';
import type { Piece } from './pieces.ts';
import { MarkdownRefused } from './refused.ts';

/** What a post refers to, in the order of its text. */
export type References = {
  mentions: Set<string>;
  threads: Set<string>;
  files: Set<string>;
  quotes: Set<string>;
};

type Written = { html: string; text: string };
/** An open link, and what was written before it: its start tag comes when its text is known. */
type Open = { target: Target; title: string; before: Written };
type Writing = Written & { references: References; depth: number; link: Open | null; nested: number };

const outside = 'rel="nofollow noopener noreferrer ugc"';
const mail = /[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,63}(?![\w-])/g;

/** How a link of ours is called: by the writer's words, by its address, or, behind a `#`, by the name of its thing. */
type Called = 'words' | 'address' | 'name';

/** Only the whole thing has a name of its own, not a place in it. */
const isNamed = (target: Target, text: string): boolean =>
  text.startsWith('#') &&
  (target.kind === 'provider' ||
    target.kind === 'benchmark' ||
    target.kind === 'card' ||
    (target.kind === 'thread' && target.position === null));

/** The start tag of a link, and what it adds to the references. */
function startLink(target: Target, title: string, called: Called, references: References): string {
  const named = called === 'name' ? ' data-named="1"' : '';
  switch (target.kind) {
    case 'member':
      references.mentions.add(target.id);
      return `<a class="mention" data-member="${target.id}">`;
    case 'thread': {
      references.threads.add(target.id);
      const position = target.position === null ? '' : ` data-position="${target.position}"`;
      return `<a class="internal" data-thread="${target.id}"${position}${called === 'address' ? ' data-auto="1"' : named}>`;
    }
    case 'provider':
    case 'benchmark':
    case 'card':
      return `<a class="internal" data-${target.kind}="${target.id}"${named}>`;
    case 'tag':
      return `<a class="internal" href="/threads?tag=${encodeURIComponent(target.tag)}">`;
    case 'file':
      references.files.add(target.id);
      return `<a class="file" data-file="${target.id}">`;
    default: {
      // A title is a whisper that a phone never shows; what could pass for markup or another address is dropped.
      const plain = /^[^=<>"`]{1,200}$/.test(title) && !misleads(title, target);
      const whisper = plain ? ` title="${escapeHtml(cleanCharacters(title))}"` : '';
      return `<a href="${escapeHtml(target.href)}" ${outside}${whisper}>`;
    }
  }
}

/** The place where a link really leads, beside a link that shows another. */
function honestHost(text: string, target: Target): string {
  if (!('shown' in target) || !misleads(text, target)) return '';
  return ` <span class="host">(${escapeHtml(target.shown)})</span>`;
}

function writeAddress(writing: Writing, text: string, target: Target): void {
  const shown = cleanCharacters(text);
  writing.text += shown;
  if (writing.link) {
    writing.html += escapeHtml(shown);
    return;
  }
  const start = startLink(target, '', 'address', writing.references);
  writing.html += `${start}${escapeHtml(shown)}</a>${honestHost(shown, target)}`;
}

function writeText(writing: Writing, text: string): void {
  const shown = cleanCharacters(text);
  if (writing.link || !shown.includes('@')) {
    writing.text += shown;
    writing.html += escapeHtml(shown);
    return;
  }
  let at = 0;
  for (const found of shown.matchAll(mail)) {
    const before = shown.slice(at, found.index);
    writing.text += before;
    writing.html += escapeHtml(before);
    writeAddress(writing, found[0], { kind: 'mail', href: `mailto:${found[0]}`, shown: found[0] });
    at = found.index + found[0].length;
  }
  writing.text += shown.slice(at);
  writing.html += escapeHtml(shown.slice(at));
}

function openLink(writing: Writing, target: Target, title: string): void {
  if (writing.link) {
    writing.nested += 1;
    return;
  }
  writing.link = { target, title, before: { html: writing.html, text: writing.text } };
  writing.html = '';
  writing.text = '';
}

function closeLink(writing: Writing): void {
  if (writing.nested > 0 || !writing.link) {
    writing.nested -= 1;
    return;
  }
  const { target, title, before } = writing.link;
  writing.link = null;
  if (writing.html.trim() === '' && 'href' in target) {
    // A link without a text would be there and not be seen.
    writing.html = escapeHtml(target.href);
    writing.text = target.href;
  }
  const named = isNamed(target, writing.text);
  const start = startLink(target, title, named ? 'name' : 'words', writing.references);
  const link = `${start}${writing.html}</a>${honestHost(writing.text, target)}`;
  writing.html = before.html + link;
  // Excerpts and hits are read by all who read the post: the name of what not all of them may see is no part of it.
  const told = named && target.kind !== 'provider' ? '…' : writing.text;
  writing.text = before.text + told;
}

function deeper(writing: Writing, by: number): void {
  writing.depth += by;
  if (writing.depth > nestingMax) throw new MarkdownRefused('too_deep');
}

function writePiece(writing: Writing, piece: Piece): void {
  switch (piece.kind) {
    case 'text':
      return writeText(writing, piece.text);
    case 'code':
      writing.text += piece.text;
      writing.html += `<code>${escapeHtml(piece.text)}</code>`;
      return;
    case 'break':
      writing.text += '\n';
      writing.html += '<br>';
      return;
    case 'address':
      return writeAddress(writing, piece.text, piece.target);
    case 'image':
      writing.references.files.add(piece.id);
      writing.text += cleanCharacters(piece.alt);
      writing.html += `<img data-file="${piece.id}" alt="${escapeHtml(cleanCharacters(piece.alt))}" loading="lazy">`;
      return;
    case 'open':
      return openLink(writing, piece.target, piece.title);
    case 'close':
      return closeLink(writing);
    case 'tag':
      deeper(writing, piece.closing ? -1 : 1);
      writing.html += `<${piece.closing ? '/' : ''}${piece.name}>`;
      return;
    case 'run': {
      const left = piece.mark.repeat(piece.count);
      deeper(writing, piece.opens.length - piece.closes.length);
      writing.text += left;
      for (const tag of piece.closes) writing.html += `</${tag}>`;
      writing.html += left;
      for (const tag of piece.opens) writing.html += `<${tag}>`;
    }
  }
}

/**
 * The pieces of a paragraph as HTML and as plain text.
 *
 * @throws MarkdownRefused if emphasis stands in emphasis too deep
 */
export function writeInline(pieces: readonly Piece[], references: References): Written {
  const writing: Writing = { html: '', text: '', references, depth: 0, link: null, nested: 0 };
  for (const piece of pieces) writePiece(writing, piece);
  return { html: writing.html, text: writing.text };
}
