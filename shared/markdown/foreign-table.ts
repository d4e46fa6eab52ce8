import type { Block, Cell, Inline, Mark, Row } from './document.ts';
import { withoutBold } from './foreign-inline.ts';
import { styleOf } from './foreign-style.ts';
import { elementsOf, findElement, type HtmlElement, type HtmlNode } from './html.ts';

/** Reads what stands in a cell. */
type Flow = (nodes: readonly HtmlNode[], marks: readonly Mark[]) => Block[];

/** What a cell holds on one line each: Markdown's cells have no blocks. */
function cellContent(element: HtmlElement, marks: readonly Mark[], flow: Flow): Inline[] {
  const lines = flow(element.children, marks).flatMap(function linesOf(block): Inline[][] {
    if (block.type === 'paragraph' || block.type === 'heading') return [block.content ?? []];
    if (block.type === 'bullet_list' || block.type === 'ordered_list') {
      return block.content.flatMap((item) => item.content.flatMap(linesOf));
    }
    return block.type === 'quote' ? block.content.flatMap(linesOf) : [];
  });
  const content: Inline[] = [];
  for (const line of lines) {
    if (content.length > 0) content.push({ type: 'hard_break' });
    content.push(...line);
  }
  return content;
}

const spanOf = (text: string | undefined): number =>
  Math.min(60, Math.max(1, Number.parseInt(text ?? '', 10) || 1));

const sideOf = (element: HtmlElement): string | undefined =>
  styleOf(element)['text-align'] ?? element.attributes['align'];

function readCell(element: HtmlElement, first: boolean, flow: Flow): Cell {
  // Word says it of the paragraph in the cell.
  const side = [element, ...elementsOf(element.children).slice(0, 1)].map(sideOf).find(Boolean);
  const align = side === 'right' || side === 'center' ? side : null;
  const { colspan, rowspan } = element.attributes;
  const content = cellContent(element, [], flow).map((inline) => (first ? withoutBold(inline) : inline));
  return {
    type: first ? 'table_header' : 'table_cell',
    attrs: { align, colspan: spanOf(colspan), rowspan: spanOf(rowspan) },
    content: [content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }],
  };
}

function rowsOf(element: HtmlElement): HtmlElement[] {
  return elementsOf(element.children).flatMap((part) =>
    part.name === 'tr' ? [part] : /^t(?:head|body|foot)$/.test(part.name) ? rowsOf(part) : [],
  );
}

/** A table of one column, or one that holds another, only lays out a page: its cells are read one after the other. */
export function readTable(element: HtmlElement, marks: readonly Mark[], flow: Flow): Block[] {
  const rows = rowsOf(element).map((row) =>
    elementsOf(row.children).filter(({ name }) => /^t[dh]$/.test(name)),
  );
  const nested = rows.some((cells) =>
    cells.some((one) => findElement({ ...one, name: '' }, ({ name }) => name === 'table')),
  );
  if (nested || rows.every((cells) => cells.length <= 1)) {
    return rows.flatMap((cells) => cells.flatMap((one) => flow(one.children, marks)));
  }
  const content = rows
    .filter((cells) => cells.length > 0)
    .map((cells, at): Row => ({
      type: 'table_row',
      content: cells.map((one) => readCell(one, at === 0, flow)),
    }));
  return [{ type: 'table', content }];
}
