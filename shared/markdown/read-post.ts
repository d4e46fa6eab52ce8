import type { Align, Block, Cell, Document, Inline, Item, Mark, MarkName, Row } from './document.ts';
import { markNames } from './document.ts';
import { elementsOf, findElement, textOf, type HtmlElement, type HtmlNode } from './html.ts';

const tagPath = '/threads?tag=';
const plainMarks = new Set<string>(markNames.filter((name) => name !== 'link'));
const blockNames = new Set(['p', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'pre', 'hr', 'table']);

function hrefOf({ attributes }: HtmlElement): string {
  const { 'data-thread': thread, 'data-position': position, 'data-file': file, href } = attributes;
  for (const kind of ['provider', 'benchmark', 'card']) {
    const id = attributes[`data-${kind}`];
    if (id) return `${kind}:${id}`;
  }
  if (href?.startsWith(tagPath)) return `tag:${href.slice(tagPath.length)}`;
  if (thread) return `thread:${thread}${position ? `#${position}` : ''}`;
  return file ? `file:${file}` : (href ?? '');
}

const withMarks = (marks: readonly Mark[]): { marks?: Mark[] } =>
  marks.length > 0 ? { marks: [...marks] } : {};

function readElement(element: HtmlElement, marks: readonly Mark[]): Inline[] {
  const { name, attributes, children } = element;
  const marked = withMarks(marks);
  if (name === 'br') return [{ type: 'hard_break', ...marked }];
  if (name === 'img') {
    return [
      {
        type: 'picture',
        attrs: { file: attributes['data-file'] ?? '', alt: attributes['alt'] ?? '' },
        ...marked,
      },
    ];
  }
  if (attributes['data-member']) {
    const attrs = { member: attributes['data-member'], label: textOf(children) };
    return [{ type: 'mention', attrs, ...marked }];
  }
  if (name === 'a') {
    const link: Mark = {
      type: 'link',
      attrs: {
        href: hrefOf(element),
        title: attributes['title'] ?? '',
        auto: attributes['data-auto'] !== undefined,
      },
    };
    return readInline(children, [...marks, link]);
  }
  if (plainMarks.has(name))
    return readInline(children, [...marks, { type: name as Exclude<MarkName, 'link'> }]);
  return readInline(children, marks);
}

const isHost = (node: HtmlNode | undefined): boolean =>
  node !== undefined && typeof node !== 'string' && node.attributes['class'] === 'host';

function readInline(nodes: readonly HtmlNode[], marks: readonly Mark[] = []): Inline[] {
  const read: Inline[] = [];
  nodes.forEach((node, at) => {
    // What the renderer writes beside a link that misleads, and the blank before it, it will write again.
    if (isHost(node)) return;
    if (typeof node !== 'string') {
      if (node.name !== 'input') read.push(...readElement(node, marks));
      return;
    }
    const text = (isHost(nodes[at + 1]) ? node.replace(/ $/, '') : node).replaceAll('\n', '');
    if (text !== '') read.push({ type: 'text', text, ...withMarks(marks) });
  });
  return read;
}

/** Running text of a block. The blank behind a task's box belongs to the box. */
function paragraphOf(nodes: readonly HtmlNode[]): Block {
  const content = readInline(nodes);
  const first = content[0];
  const boxed = nodes.some((node) => typeof node !== 'string' && node.name === 'input');
  if (boxed && first?.type === 'text') first.text = first.text.replace(/^ /, '');
  const kept = content.filter((inline) => inline.type !== 'text' || inline.text !== '');
  return kept.length > 0 ? { type: 'paragraph', content: kept } : { type: 'paragraph' };
}

function readItem(element: HtmlElement): Item {
  const box = findElement(
    { ...element, children: element.children.slice(0, 1) },
    (one) => one.name === 'input',
  );
  const task = element.attributes['class'] === 'task';
  return {
    type: 'list_item',
    attrs: { checked: task ? box?.attributes['checked'] !== undefined : null },
    content: readFlow(element.children),
  };
}

const isTight = (list: HtmlElement): boolean =>
  !elementsOf(list.children).some((item) => elementsOf(item.children).some(({ name }) => name === 'p'));

function readCell(element: HtmlElement): Cell {
  const align = (element.attributes['class'] ?? null) as Align;
  const content = paragraphOf(element.children) as Cell['content'][0];
  return {
    type: element.name === 'th' ? 'table_header' : 'table_cell',
    attrs: { align },
    content: [content],
  };
}

function readTable(element: HtmlElement): Block {
  const rows = elementsOf(element.children).flatMap((part) => elementsOf(part.children));
  const content = rows.map((row): Row => ({
    type: 'table_row',
    content: elementsOf(row.children).map(readCell),
  }));
  return { type: 'table', content };
}

function readQuote(element: HtmlElement): Block {
  const cite = elementsOf(element.children).find(({ name }) => name === 'cite');
  const attrs = {
    post: element.attributes['data-post'] ?? null,
    name: cite ? textOf(cite.children) : null,
  };
  return { type: 'quote', attrs, content: readFlow(element.children.filter((node) => node !== cite)) };
}

function readCode(element: HtmlElement): Block {
  const code = elementsOf(element.children)[0] ?? element;
  const text = textOf(code.children).replace(/\n$/, '');
  const language = /^language-(\S+)$/.exec(code.attributes['class'] ?? '')?.[1] ?? '';
  return {
    type: 'code_block',
    attrs: { language },
    ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
  };
}

function readBlock(element: HtmlElement): Block {
  const { name, children } = element;
  switch (name) {
    case 'ul':
      return {
        type: 'bullet_list',
        attrs: { tight: isTight(element) },
        content: elementsOf(children).map(readItem),
      };
    case 'ol':
      return {
        type: 'ordered_list',
        attrs: { tight: isTight(element), start: Number(element.attributes['start'] ?? 1) },
        content: elementsOf(children).map(readItem),
      };
    case 'blockquote':
      return readQuote(element);
    case 'pre':
      return readCode(element);
    case 'table':
      return readTable(element);
    case 'hr':
      return { type: 'rule' };
    case 'p':
      return paragraphOf(children);
    default: {
      const { content } = paragraphOf(children) as { content?: Inline[] };
      return { type: 'heading', attrs: { level: Number(name.charAt(1)) }, ...(content ? { content } : {}) };
    }
  }
}

/** Blocks, and running text between them as paragraphs: a tight list's items hold both. */
function readFlow(nodes: readonly HtmlNode[]): Block[] {
  const blocks: Block[] = [];
  let running: HtmlNode[] = [];
  const flush = (): void => {
    if (running.some((node) => typeof node !== 'string' || node.trim() !== '')) {
      blocks.push(paragraphOf(running));
    }
    running = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !blockNames.has(node.name)) running.push(node);
    else {
      flush();
      blocks.push(readBlock(node));
    }
  }
  flush();
  return blocks.length > 0 ? blocks : [{ type: 'paragraph' }];
}

/**
 * A post's HTML, as it is stored (with ids where it names members, threads and files), as a document. Exact: nothing
 * but what the renderer puts in by itself is left out.
 */
export function readPost(nodes: readonly HtmlNode[]): Document {
  return { type: 'doc', content: readFlow(nodes) };
}
