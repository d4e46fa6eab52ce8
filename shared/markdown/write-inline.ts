import { findAddress, judgeBareAddress } from './addresses.ts';
import { cleanCharacters } from './characters.ts';
import { markNames, type Inline, type LinkMark, type Mark } from './document.ts';
import { escapeRunning } from './escape.ts';

/** An inline with the marks that are not written yet. */
type Piece = { inline: Inline; marks: readonly Mark[] };

const signs: Partial<Record<Mark['type'], string>> = { strong: '**', em: '*', del: '~~' };
const opensSign = /^[\p{L}\p{N}\p{Ps}\p{Pi}]/u;
const closesSign = /[\p{L}\p{N}\p{Pe}\p{Pf}.,:;!?…%°€]$/u;
const mail = /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,63}$/;

const endsInAddress = /(?:https?:\/\/|www\.|\/threads\/)[^\s<>]*$/i;

const isSame = (a: Mark, b: Mark): boolean =>
  a.type === b.type && (a.type !== 'link' || b.type !== 'link' || sameLink(a, b));
const sameLink = (a: LinkMark, b: LinkMark): boolean =>
  a.attrs.href === b.attrs.href && a.attrs.title === b.attrs.title;

const clean = (text: string): string => cleanCharacters(text).replace(/\n+/g, ' ');

function plainOf(pieces: readonly Piece[]): string | null {
  let text = '';
  for (const { inline } of pieces) {
    if (inline.type !== 'text') return null;
    text += inline.text;
  }
  return clean(text);
}

/** Two stretches, so that a sign at the end of the first does not change what the second begins. */
function join(before: string, piece: string): string {
  if (piece.startsWith('[') && before.endsWith('!')) return `${before.slice(0, -1)}\\!${piece}`;
  if (piece.startsWith('~') && before.endsWith('~')) return `${before}\\${piece}`;
  return before + piece;
}

function writeCode(text: string): string {
  let fence = '`';
  while (text.split(/[^`]+/).includes(fence)) fence += '`';
  const padded = /^`|`$|^ .*[^ ].* $/.test(text);
  return padded ? `${fence} ${text} ${fence}` : fence + text + fence;
}

function writeSigned(type: Mark['type'], text: string, before: string, after: string): string {
  const sign = signs[type];
  if (!sign) return `<${type}>${text}</${type}>`;
  // A sign right behind a bare address would belong to it.
  const touched =
    before.endsWith(sign.charAt(0)) ||
    after.startsWith(sign.charAt(0)) ||
    endsInAddress.test(before) ||
    endsInAddress.test(text);
  // A sign between punctuation may not count as one; a tag always does.
  if (touched || !opensSign.test(text) || !closesSign.test(text)) return `<${type}>${text}</${type}>`;
  return sign + text + sign;
}

/** True if the text becomes this link by itself where it stands. */
function isAutomatic(
  text: string,
  { href, auto }: LinkMark['attrs'],
  before: string,
  after: string,
): boolean {
  const near = before.slice(-1);
  if (mail.test(text)) return href === `mailto:${text}` && !/[\w.+-]/.test(near) && !/^[\w-]/.test(after);
  if (findAddress(near + text + after.slice(0, 1), near.length) !== text) return false;
  if (auto) return true;
  const target = judgeBareAddress(text, '');
  return target !== null && 'href' in target && target.href === href;
}

function writeTarget(href: string, title: string): string {
  const kept = href
    .replace(/[\s<>\\]/g, (character) => encodeURIComponent(character))
    .replace(/&(?=#?[a-zA-Z0-9]{1,32};)/g, '&amp;');
  const target = /[()]/.test(kept) || kept === '' ? `<${kept}>` : kept;
  return title === '' ? target : `${target} "${clean(title).replace(/[\\"&]/g, '\\$&')}"`;
}

function writeMarked(mark: Mark, pieces: readonly Piece[], before: string, after: string): string {
  const plain = plainOf(pieces);
  if (mark.type === 'code') return plain ? writeCode(plain) : writePieces(pieces, before, after);
  if (mark.type === 'link' && plain !== null && pieces.every(({ marks }) => marks.length === 0)) {
    if (isAutomatic(plain, mark.attrs, before, after)) return escapeRunning(plain);
  }
  const inside = writePieces(pieces, '', '');
  // Blanks stand outside: signs beside them are none, and a link is not underlined under them.
  const [, lead = '', text = '', tail = ''] = /^(\s*)([^]*?)(\s*)$/.exec(inside) ?? [];
  if (text === '') return inside;
  if (mark.type === 'link') {
    return `${lead}[${text}](${writeTarget(mark.attrs.href, mark.attrs.title)})${tail}`;
  }
  return lead + writeSigned(mark.type, text, lead || before, tail || after) + tail;
}

function writeBare(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return escapeRunning(clean(inline.text));
    case 'hard_break':
      return '\n';
    case 'mention':
      return `[${escapeRunning(clean(inline.attrs.label))}](member:${inline.attrs.member})`;
    case 'picture':
      return `![${escapeRunning(clean(inline.attrs.alt).trim())}](file:${inline.attrs.file})`;
  }
}

/** How many pieces from `at` on carry this mark. */
function reach(pieces: readonly Piece[], at: number, mark: Mark): number {
  let end = at;
  while (pieces[end]?.marks.some((other) => isSame(other, mark))) end += 1;
  return end - at;
}

/** The mark to write first: the one that reaches furthest, code always last. */
function outermost(pieces: readonly Piece[], at: number): Mark | null {
  const marks = [...(pieces[at]?.marks ?? [])];
  const rank = (mark: Mark): number =>
    mark.type === 'code' ? -1 : reach(pieces, at, mark) - markNames.indexOf(mark.type) / markNames.length;
  return marks.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

const firstOf = (piece: Piece | undefined): string =>
  piece?.inline.type === 'text' ? piece.inline.text.slice(0, 1) : '';

function writePieces(pieces: readonly Piece[], before: string, after: string): string {
  let written = '';
  for (let at = 0; at < pieces.length;) {
    const mark = outermost(pieces, at);
    const length = mark ? reach(pieces, at, mark) : 1;
    const next = pieces[at + length];
    const here = pieces.slice(at, at + length);
    const follows = next ? firstOf(next) : after;
    const inside = mark
      ? here.map(({ inline, marks }) => ({ inline, marks: marks.filter((other) => !isSame(other, mark)) }))
      : [];
    const first = here[0];
    const piece = mark
      ? writeMarked(mark, inside, before + written, follows)
      : first
        ? writeBare(first.inline)
        : '';
    written = join(written, piece);
    at += length;
  }
  return written;
}

/** Texts that stand side by side under the same marks are one: an escape looks at what is beside it. */
function piecesOf(content: readonly Inline[]): Piece[] {
  const pieces: Piece[] = [];
  for (const inline of content) {
    const marks = inline.marks ?? [];
    const last = pieces.at(-1);
    const same =
      last &&
      last.marks.length === marks.length &&
      last.marks.every((one) => marks.some((other) => isSame(one, other)));
    if (same && last.inline.type === 'text' && inline.type === 'text') {
      last.inline = { ...last.inline, text: last.inline.text + inline.text };
    } else pieces.push({ inline, marks });
  }
  return pieces;
}

/** Running text as Markdown; a line break is one in it. */
export function writeRunning(content: readonly Inline[]): string {
  return writePieces(piecesOf(content), '', '');
}
