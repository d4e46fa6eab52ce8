import { addressOf, judgeAddress } from './addresses.ts';
import { cleanCharacters } from './characters.ts';
import type { Inline, LinkMark, Mark, Paragraph } from './document.ts';
import { isHidden, marksOf } from './foreign-style.ts';
import { textOf, type HtmlElement, type HtmlNode } from './html.ts';

/** What reading needs to know of the product. */
export type Reading = {
  /** The product's own address: what is copied from its pages stays a mention or an internal link. */
  publicUrl: string;
};

/** Text under marks. */
export const textInline = (text: string, marks: readonly Mark[]): Inline => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: [...marks] } : {}),
});

function linkOf(href: string, { publicUrl }: Reading): LinkMark | null {
  const target = judgeAddress(cleanCharacters(href).trim(), publicUrl);
  if (!target || target.kind === 'member') return null;
  return { type: 'link', attrs: { href: addressOf(target), title: '', auto: false } };
}

function readLink(element: HtmlElement, marks: readonly Mark[], reading: Reading): Inline[] {
  const { publicUrl } = reading;
  const href = (element.attributes['href'] ?? '').trim();
  const path = publicUrl !== '' && href.startsWith(`${publicUrl}/`) ? href.slice(publicUrl.length) : href;
  const member = /^\/members\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(path)?.[1];
  const label = textOf(element.children).trim();
  if (member && label.startsWith('@')) return [{ type: 'mention', attrs: { member, label } }];
  const link = label === '' ? null : linkOf(href, reading);
  // What is called by its own name stays so: whoever reads the copy sees the name only where they may.
  if (link && element.attributes['class'] === 'internal named') {
    return [textInline(`#${cleanCharacters(label)}`, [...marks, link])];
  }
  return readInline(element.children, link ? [...marks, link] : marks, reading);
}

function readPicture({ attributes }: HtmlElement, marks: readonly Mark[], reading: Reading): Inline[] {
  const source = (attributes['src'] ?? '').trim();
  const alt = cleanCharacters(attributes['alt'] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const link = linkOf(source, reading);
  if (link?.attrs.href.startsWith('file:')) {
    return [{ type: 'picture', attrs: { file: link.attrs.href.slice('file:'.length), alt } }];
  }
  if (!link) return alt === '' ? [] : [textInline(alt, marks)];
  // Pictures from elsewhere are links: no reader of ours asks another site for them.
  return [textInline(alt === '' ? source : alt, [...marks, link])];
}

/** A head is bold by itself. */
export function withoutBold(inline: Inline): Inline {
  const { marks = [], ...bare } = inline;
  const kept = marks.filter(({ type }) => type !== 'strong');
  return kept.length > 0 ? { ...bare, marks: kept } : bare;
}

/** Running text with the marks that it stands under. */
export function readInline(nodes: readonly HtmlNode[], marks: readonly Mark[], reading: Reading): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (typeof node === 'string') {
      const text = cleanCharacters(node).replace(/[ \t\n]+/g, ' ');
      return text === '' ? [] : [textInline(text, marks)];
    }
    if (isHidden(node)) return [];
    const inner = marksOf(node, marks);
    if (node.name === 'br') return [{ type: 'hard_break' }];
    if (node.name === 'img') return readPicture(node, inner, reading);
    if (node.name === 'a') return readLink(node, inner, reading);
    return readInline(node.children, inner, reading);
  });
}

const isSpace = (inline: Inline | undefined): boolean => inline?.type === 'text' && inline.text.trim() === '';

/** Without breaks and blanks at both ends. */
export function trimmed(content: readonly Inline[]): Inline[] {
  const isIdle = (inline: Inline | undefined): boolean => inline?.type === 'hard_break' || isSpace(inline);
  let from = 0;
  let to = content.length;
  while (from < to && isIdle(content[from])) from += 1;
  while (to > from && isIdle(content[to - 1])) to -= 1;
  return content.slice(from, to);
}

/** Two breaks in a row begin another paragraph. */
export function paragraphsOf(content: readonly Inline[]): Paragraph[] {
  const parts: Inline[][] = [[]];
  let breaks = 0;
  for (const inline of content) {
    if (inline.type === 'hard_break') breaks += 1;
    else if (!isSpace(inline)) breaks = 0;
    if (breaks === 2 && inline.type === 'hard_break') parts.push([]);
    else parts.at(-1)?.push(inline);
  }
  return parts
    .map(trimmed)
    .filter((part) => part.length > 0)
    .map((part) => ({ type: 'paragraph', content: part }));
}
