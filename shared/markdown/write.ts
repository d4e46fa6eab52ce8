import type { Align, Block, BulletList, Cell, Document, Inline, Item, OrderedList, Row } from './document.ts';
import { escapeLineStart, escapeRunning } from './escape.ts';
import { writeRunning } from './write-inline.ts';

/** A list's number has three digits at most: French begins sentences with a year. */
const numberMax = 999;

type List = BulletList | OrderedList;
const isList = (block: Block | undefined): block is List =>
  block?.type === 'bullet_list' || block?.type === 'ordered_list';

/** Running text on lines, so that none of them begins a block. Between lines that are empty stands a tag. */
function writeLines(content: readonly Inline[] = []): string {
  return writeRunning(content)
    .replace(/\s+$/, '')
    .replace(/^(?:[ \t]*\n)+/, (breaks) => '<br>'.repeat(breaks.split('\n').length - 1))
    .replace(/\n(?=[ \t]*\n)/g, '<br>')
    .split('\n')
    .map((line) => escapeLineStart(line.replace(/^[ \t]+|[ \t]+$/g, '')))
    .join('\n');
}

/** Running text where no line may end: in a heading or a cell. */
const writeOneLine = (content: readonly Inline[] = []): string =>
  writeRunning(content)
    .replace(/\s+$/, '')
    .replace(/[ \t]*\n[ \t]*/g, '<br>')
    .trim();

function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, at) => (at === 0 ? (first + line).trimEnd() : line === '' ? '' : others + line))
    .join('\n');
}

/** Blocks that a tight list's items may hold one below the other, without an empty line. */
const standsTight = (block: Block, at: number): boolean =>
  at === 0
    ? block.type !== 'rule' && block.type !== 'table'
    : isList(block) || block.type === 'quote' || block.type === 'code_block';

const isTight = (list: List): boolean =>
  list.attrs.tight && list.content.every((item) => shown(item.content).every(standsTight));

function writeItem(item: Item, marker: string, tight: boolean): string {
  const { checked } = item.attrs;
  const box = checked === null ? '' : checked ? '[x] ' : '[ ] ';
  const content = writeEach(item.content).join(tight ? '\n' : '\n\n');
  return indent(content, marker + box, ' '.repeat(marker.length));
}

function writeList(list: List, second: boolean): string {
  const tight = isTight(list);
  const start = list.type === 'ordered_list' ? list.attrs.start : 0;
  // Another sign begins another list.
  const markerOf = (at: number): string =>
    list.type === 'bullet_list'
      ? `${second ? '*' : '-'} `
      : `${Math.min(start + at, numberMax)}${second ? ')' : '.'} `;
  const items = list.content.map((item, at) => writeItem(item, markerOf(at), tight));
  return items.join(tight ? '\n' : '\n\n');
}

function writeQuote({ attrs, content }: Extract<Block, { type: 'quote' }>): string {
  const inside = writeBlocks(content);
  if (!attrs.post) return inside.replace(/^/gm, '> ').replace(/ +$/gm, '');
  const source = `[${escapeRunning(attrs.name ?? '')}](post:${attrs.post})`;
  const gap = shown(content)[0]?.type === 'paragraph' ? '\n' : '\n\n';
  return (inside === '' ? source : source + gap + inside).replace(/^/gm, '> ').replace(/^> $/gm, '>');
}

function writeCode({ attrs, content }: Extract<Block, { type: 'code_block' }>): string {
  const text = (content ?? []).map((one) => one.text).join('');
  let fence = '```';
  while (text.includes(fence)) fence += '`';
  return `${fence}${attrs.language}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

/** The cells of each row with those that a wider or taller one covers as empty ones. */
function gridOf(rows: readonly Row[]): (Cell | null)[][] {
  const grid: (Cell | null)[][] = rows.map(() => []);
  rows.forEach((row, rowAt) => {
    let column = 0;
    for (const cell of row.content ?? []) {
      while (grid[rowAt]?.[column] !== undefined) column += 1;
      for (let down = 0; down < (cell.attrs.rowspan ?? 1); down += 1) {
        for (let right = 0; right < (cell.attrs.colspan ?? 1); right += 1) {
          const line = grid[rowAt + down];
          if (line) line[column + right] = down + right === 0 ? cell : null;
        }
      }
    }
  });
  return grid;
}

const rules: Record<NonNullable<Align> | 'none', string> = {
  left: ':---',
  center: ':---:',
  right: '---:',
  none: '---',
};

function writeTable(rows: readonly Row[]): string {
  const grid = gridOf(rows);
  const width = Math.max(1, ...grid.map((line) => line.length));
  const write = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const columns = Array.from({ length: width }, (_, at) => at);
  const lines = grid.map((line) =>
    write(columns.map((at) => writeOneLine(line[at]?.content[0].content).replaceAll('|', '\\|'))),
  );
  const rule = write(columns.map((at) => rules[grid[0]?.[at]?.attrs.align ?? 'none']));
  return [lines[0] ?? write(columns.map(() => '')), rule, ...lines.slice(1)].join('\n');
}

function writeBlock(block: Block, second: boolean): string {
  switch (block.type) {
    case 'paragraph':
      return writeLines(block.content);
    case 'heading': {
      const text = writeOneLine(block.content).replace(/#+$/, '\\$&');
      return text === '' ? '' : `${'#'.repeat(Math.max(1, block.attrs.level - 2))} ${text}`;
    }
    case 'quote':
      return writeQuote(block);
    case 'bullet_list':
    case 'ordered_list':
      return writeList(block, second);
    case 'code_block':
      return writeCode(block);
    case 'rule':
      return '---';
    case 'table':
      return writeTable(block.content);
  }
}

const isBlank = (block: Block): boolean =>
  (block.type === 'paragraph' || block.type === 'heading') && (block.content ?? []).length === 0;

/** Without the empty paragraphs, which Markdown does not know. */
const shown = (blocks: readonly Block[]): Block[] => blocks.filter((block) => !isBlank(block));

function writeEach(blocks: readonly Block[]): string[] {
  let second = false;
  let before: Block | undefined;
  return shown(blocks)
    .map((block) => {
      second = isList(block) && before?.type === block.type && !second;
      before = block;
      return writeBlock(block, second);
    })
    .filter((text) => text !== '');
}

function writeBlocks(blocks: readonly Block[]): string {
  return writeEach(blocks).join('\n\n');
}

/** A document as Markdown that renders to it. Empty paragraphs and blanks at the ends of lines are left out. */
export function writeMarkdown({ content }: Document): string {
  return writeBlocks(content);
}
