import { cleanCharacters } from './characters.ts';
import type { Block, Document, Item, Mark } from './document.ts';
import {
  paragraphsOf,
  readInline,
  textInline,
  trimmed,
  withoutBold,
  type Reading,
} from './foreign-inline.ts';
import { isHidden, marksOf } from './foreign-style.ts';
import { readTable } from './foreign-table.ts';
import { textOf, type HtmlElement, type HtmlNode } from './html.ts';
import { withRealLists } from './word-lists.ts';

const blockNames = new Set([
  ...[
    'p',
    'div',
    'ul',
    'ol',
    'li',
    'blockquote',
    'hr',
    'pre',
    'section',
    'article',
    'header',
    'footer',
    'main',
  ],
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'table',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'dl',
    'dt',
    'dd',
    'figure',
  ],
  ...[
    'figcaption',
    'center',
    'address',
    'form',
    'fieldset',
    'aside',
    'nav',
    'details',
    'summary',
    'body',
    'html',
  ],
]);
/** Beyond what the renderer takes, structure gives way to text. */
const nestingLimit = 15;

const isBlock = (node: HtmlNode): node is HtmlElement =>
  typeof node !== 'string' && (blockNames.has(node.name) || holdsBlocks(node));

/** Google Docs puts paragraphs and lists into a `b`, others into a `span`. */
const holdsBlocks = (element: HtmlElement): boolean =>
  !isHidden(element) && element.children.some((child) => isBlock(child));

function readItem(node: HtmlNode, marks: readonly Mark[], reading: Reading, depth: number): Item {
  const nodes = typeof node === 'string' || node.name !== 'li' ? [node] : node.children;
  const inner = typeof node === 'string' ? marks : marksOf(node, marks);
  const content = readFlow(nodes, inner, reading, depth + 1);
  return {
    type: 'list_item',
    attrs: { checked: null },
    content: content.length > 0 ? content : [{ type: 'paragraph' }],
  };
}

/** Some programs put a list that belongs to an item beside it. */
function itemsOf(element: HtmlElement, marks: readonly Mark[], reading: Reading, depth: number): Item[] {
  const items: Item[] = [];
  for (const node of element.children) {
    if (typeof node === 'string' ? node.trim() === '' : isHidden(node)) continue;
    const last = items.at(-1);
    if (typeof node !== 'string' && /^[uo]l$/.test(node.name) && last) {
      last.content.push(...readBlock(node, marks, reading, depth + 1));
    } else items.push(readItem(node, marks, reading, depth));
  }
  return items;
}

function readList(element: HtmlElement, marks: readonly Mark[], reading: Reading, depth: number): Block[] {
  const content = itemsOf(element, marks, reading, depth);
  if (content.length === 0) return [];
  const paragraphs = (item: Item): number => item.content.filter(({ type }) => type === 'paragraph').length;
  const tight = content.every((item) => paragraphs(item) <= 1);
  if (element.name === 'ul') return [{ type: 'bullet_list', attrs: { tight }, content }];
  const start = Number(/^\d{1,3}$/.exec(element.attributes['start'] ?? '')?.[0] ?? 1);
  return [{ type: 'ordered_list', attrs: { tight, start }, content }];
}

function readHeading(element: HtmlElement, marks: readonly Mark[], reading: Reading): Block[] {
  const content = trimmed(readInline(element.children, marks, reading)).map((inline) =>
    inline.type === 'hard_break' ? textInline(' ', []) : withoutBold(inline),
  );
  const level = Math.min(6, Number(element.name.charAt(1)) + 2);
  return content.length === 0 ? [] : [{ type: 'heading', attrs: { level }, content }];
}

function readBlock(element: HtmlElement, outer: readonly Mark[], reading: Reading, depth: number): Block[] {
  if (isHidden(element)) return [];
  const marks = marksOf(element, outer);
  if (/^h[1-6]$/.test(element.name)) return readHeading(element, marks, reading);
  if (element.name === 'hr') return [{ type: 'rule' }];
  if (depth >= nestingLimit) return paragraphsOf([textInline(cleanCharacters(textOf(element.children)), [])]);
  switch (element.name) {
    case 'ul':
    case 'ol':
      return readList(element, marks, reading, depth);
    case 'table':
      return readTable(element, marks, (nodes, inner) => readFlow(nodes, inner, reading, depth + 1));
    case 'blockquote': {
      const content = readFlow(element.children, marks, reading, depth + 1);
      return content.length > 0 ? [{ type: 'quote', attrs: { post: null, name: null }, content }] : [];
    }
    case 'pre': {
      const text = cleanCharacters(textOf(element.children)).replace(/\n+$/, '');
      const content = [{ type: 'text' as const, text }];
      return text.trim() === '' ? [] : [{ type: 'code_block', attrs: { language: '' }, content }];
    }
    default:
      return readFlow(element.children, marks, reading, depth + 1);
  }
}

function readFlow(
  nodes: readonly HtmlNode[],
  marks: readonly Mark[],
  reading: Reading,
  depth: number,
): Block[] {
  const blocks: Block[] = [];
  let running: HtmlNode[] = [];
  const flush = (): void => {
    blocks.push(...paragraphsOf(readInline(running, marks, reading)));
    running = [];
  };
  for (const node of withRealLists(nodes)) {
    if (!isBlock(node)) {
      running.push(node);
      continue;
    }
    flush();
    blocks.push(...readBlock(node, marks, reading, depth));
  }
  flush();
  return blocks;
}

/**
 * HTML from elsewhere (Word, Outlook, Google Docs, a page, a source that is imported) as a document: paragraphs,
 * headings, lists, quotes, tables, emphasis and links, and nothing else of it.
 *
 * @param publicUrl the product's own address without a slash at its end; '' where there is none
 */
export function readForeign(nodes: readonly HtmlNode[], publicUrl: string): Document {
  return { type: 'doc', content: readFlow(nodes, [], { publicUrl }, 0) };
}
