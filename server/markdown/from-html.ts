import { Parser } from 'htmlparser2';
import { judgeAddress } from './addresses.ts';
import { cleanCharacters } from './characters.ts';
import { escapeLineStart, escapeRunning } from './escape.ts';

type Element = { name: string; attributes: Record<string, string>; children: Node[] };
type Node = string | Element;

const blockNames = new Set([
  ...['p', 'div', 'ul', 'ol', 'li', 'blockquote', 'hr', 'pre', 'section', 'article', 'header', 'footer'],
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
    'tr',
    'dl',
    'dt',
    'dd',
    'figure',
    'center',
  ],
]);
const hidden = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'title', 'head']);
const marks: Record<string, [mark: string, tag: string]> = {
  strong: ['**', 'strong'],
  b: ['**', 'strong'],
  em: ['*', 'em'],
  i: ['*', 'em'],
  s: ['~~', 'del'],
  del: ['~~', 'del'],
  strike: ['~~', 'del'],
};
const opensMark = /^[\p{L}\p{N}\p{Ps}\p{Pi}]/u;
const closesMark = /[\p{L}\p{N}\p{Pe}\p{Pf}.,:;!?…%°€]$/u;
const nestingLimit = 15;

function parse(html: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element: Element = { name, attributes, children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(text) {
        const children = open.at(-1)?.children ?? [];
        const last = children.at(-1);
        if (typeof last === 'string') children[children.length - 1] = last + text;
        else children.push(text);
      },
      onclosetag() {
        open.pop();
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return root;
}

function plain(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : plain(node.children))).join('');
}

function writeMark(inside: string, before: string, [mark, tag]: [string, string]): string {
  const [, lead = '', text = '', tail = ''] = /^(\s*)([^]*?)(\s*)$/.exec(inside) ?? [];
  if (text === '') return inside;
  const clear = opensMark.test(text) && closesMark.test(text) && !before.endsWith(mark.charAt(0));
  // A mark between punctuation may not count as one; a tag always does.
  return clear ? `${lead}${mark}${text}${mark}${tail}` : `${lead}<${tag}>${text}</${tag}>${tail}`;
}

function writeLink(element: Element, inside: string): string {
  const href = (element.attributes['href'] ?? '').trim();
  const text = plain(element.children).trim();
  if (text === '' || !judgeAddress(href, '')) return inside;
  if (text === href && escapeRunning(href) === href) return inside;
  const [, lead = '', label = '', tail = ''] = /^(\s*)([^]*?)(\s*)$/.exec(inside) ?? [];
  const target = href.replace(/[\s<>\\]/g, (character) => encodeURIComponent(character));
  return `${lead}[${label}](<${target}>)${tail}`;
}

function writePicture(element: Element): string {
  const source = (element.attributes['src'] ?? '').trim();
  const alt = escapeRunning(
    cleanCharacters(element.attributes['alt'] ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  if (!judgeAddress(source, '')) return alt;
  return `[${alt}](<${source.replace(/[\s<>\\]/g, (character) => encodeURIComponent(character))}>)`;
}

function writeRunning(nodes: readonly Node[]): string {
  let result = '';
  for (const node of nodes) {
    if (typeof node === 'string') {
      result += escapeRunning(cleanCharacters(node).replace(/[ \t\n]+/g, ' '));
      continue;
    }
    if (hidden.has(node.name)) continue;
    if (node.name === 'br') result += '\n';
    else if (node.name === 'img') result += writePicture(node);
    else {
      const inside = writeRunning(node.children);
      const mark = marks[node.name];
      if (node.name === 'a') result += writeLink(node, inside);
      else if (mark) result += writeMark(inside, result, mark);
      else result += node.name === 'td' || node.name === 'th' ? `${inside} ` : inside;
    }
  }
  return result;
}

function lines(running: string): string {
  return running
    .trim()
    .split('\n')
    .map((line) => escapeLineStart(line.replace(/^[ \t]+|[ \t]+$/g, '')))
    .join('\n');
}

function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' ? '' : others + line))
    .join('\n');
}

function writeList(element: Element, depth: number): string {
  const items = element.children.filter((node) => typeof node !== 'string' || node.trim() !== '');
  let number = 0;
  return items
    .map((item) => {
      number += 1;
      const marker = element.name === 'ol' ? `${number}. ` : '- ';
      const content = typeof item === 'string' ? [item] : item.name === 'li' ? item.children : [item];
      return indent(writeBlocks(content, depth + 1).join('\n\n'), marker, ' '.repeat(marker.length));
    })
    .join('\n');
}

function writeElement(element: Element, depth: number): string[] {
  const heading = /^h([1-6])$/.exec(element.name)?.[1];
  if (heading) {
    const text = writeRunning(element.children)
      .replace(/\s*\n\s*/g, ' ')
      .trim();
    return text === '' ? [] : [`${'#'.repeat(Number(heading))} ${text}`];
  }
  if (element.name === 'hr') return ['---'];
  if (element.name === 'tr') return [lines(writeRunning(element.children))];
  // Beyond what the renderer takes, structure gives way to text.
  if (depth >= nestingLimit) return [lines(escapeRunning(cleanCharacters(plain(element.children))))];
  if (element.name === 'ul' || element.name === 'ol') return [writeList(element, depth)];
  if (element.name === 'blockquote') {
    return [
      writeBlocks(element.children, depth + 1)
        .join('\n\n')
        .replace(/^/gm, '> '),
    ];
  }
  return writeBlocks(element.children, depth + 1);
}

function writeBlocks(nodes: readonly Node[], depth: number): string[] {
  const blocks: string[] = [];
  let running: Node[] = [];
  const flush = (): void => {
    blocks.push(lines(writeRunning(running)));
    running = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string' || !blockNames.has(node.name)) {
      running.push(node);
      continue;
    }
    flush();
    blocks.push(...writeElement(node, depth));
  }
  flush();
  return blocks.filter((block) => block.trim() !== '');
}

/** HTML from elsewhere as Markdown that renders to its text: paragraphs, lists, quotes, headings, emphasis, links. */
export function htmlToMarkdown(html: string): string {
  return writeBlocks(parse(html).children, 0).join('\n\n');
}
