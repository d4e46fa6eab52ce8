import {
  Schema,
  type Attrs,
  type DOMOutputSpec,
  type MarkSpec,
  type MarkType,
  type NodeSpec,
  type NodeType,
} from 'prosemirror-model';
import { markNames, type MarkName } from './document.ts';

const attribute = (element: HTMLElement, name: string): string | null => element.getAttribute(name);

/** Attributes without those that say nothing. */
const given = (attributes: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== null && value !== '' && value !== false)
      .map(([name, value]) => [name, String(value)]),
  );

function cell(tag: 'td' | 'th', tableRole: 'cell' | 'header_cell'): NodeSpec {
  const size = (element: HTMLElement, name: string): number => Number(attribute(element, name) ?? 1);
  return {
    content: 'paragraph',
    attrs: {
      align: { default: null },
      colspan: { default: 1 },
      rowspan: { default: 1 },
      colwidth: { default: null },
    },
    tableRole,
    isolating: true,
    parseDOM: [
      {
        tag,
        getAttrs: (element): Attrs => ({
          align: attribute(element, 'class'),
          colspan: size(element, 'colspan'),
          rowspan: size(element, 'rowspan'),
        }),
      },
    ],
    toDOM: ({ attrs: { align, colspan, rowspan } }) => [
      tag,
      given({ class: align, colspan: colspan > 1 && colspan, rowspan: rowspan > 1 && rowspan }),
      0,
    ],
  };
}

/** A list, whose items stand close or, as paragraphs, apart. */
const list = (tag: 'ul' | 'ol'): NodeSpec => ({
  content: 'list_item+',
  group: 'block',
  attrs: { tight: { default: true }, ...(tag === 'ol' ? { start: { default: 1 } } : {}) },
  parseDOM: [
    {
      tag,
      getAttrs: (element): Attrs => ({
        tight: attribute(element, 'data-loose') === null,
        ...(tag === 'ol' ? { start: Number(attribute(element, 'start') ?? 1) } : {}),
      }),
    },
  ],
  toDOM: ({ attrs: { tight, start = 1 } }) => [
    tag,
    given({ start: start !== 1 && start, 'data-loose': !tight && '1' }),
    0,
  ],
});

const tables: Record<string, NodeSpec> = {
  table: {
    content: 'table_row+',
    group: 'block',
    tableRole: 'table',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
};

const blocks: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  heading: {
    content: 'inline*',
    group: 'block',
    attrs: { level: { default: 3 } },
    defining: true,
    parseDOM: [3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: ({ attrs }) => [`h${attrs['level']}`, 0],
  },
  quote: {
    content: 'block+',
    group: 'block',
    attrs: { post: { default: null }, name: { default: null } },
    defining: true,
    parseDOM: [
      {
        tag: 'blockquote[data-post]',
        contentElement: 'div',
        getAttrs: (element): Attrs => ({
          post: attribute(element, 'data-post'),
          name: element.querySelector('cite')?.textContent ?? null,
        }),
      },
      { tag: 'blockquote' },
    ],
    toDOM: ({ attrs: { post, name } }): DOMOutputSpec =>
      post
        ? [
            'blockquote',
            { 'data-post': post },
            ['cite', { contenteditable: 'false' }, String(name ?? '')],
            ['div', 0],
          ]
        : ['blockquote', 0],
  },
  bullet_list: list('ul'),
  ordered_list: list('ol'),
  list_item: {
    content: 'block+',
    attrs: { checked: { default: null } },
    defining: true,
    parseDOM: [
      {
        tag: 'li',
        getAttrs: (element): Attrs => {
          const checked = attribute(element, 'data-checked');
          return { checked: checked === null ? null : checked === '1' };
        },
      },
    ],
    toDOM: ({ attrs: { checked } }) =>
      checked === null ? ['li', 0] : ['li', { class: 'task', 'data-checked': checked ? '1' : '0' }, 0],
  },
  code_block: {
    content: 'text*',
    group: 'block',
    marks: '',
    attrs: { language: { default: '' } },
    code: true,
    defining: true,
    parseDOM: [
      {
        tag: 'pre',
        preserveWhitespace: 'full',
        getAttrs: (element): Attrs => ({ language: attribute(element, 'data-language') ?? '' }),
      },
    ],
    toDOM: ({ attrs }) => ['pre', given({ 'data-language': attrs['language'] }), ['code', 0]],
  },
  rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  ...tables,
};

const inlines: Record<string, NodeSpec> = {
  text: { group: 'inline' },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  mention: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { member: {}, label: {} },
    parseDOM: [
      {
        tag: 'span[data-member]',
        getAttrs: (element): Attrs => ({
          member: attribute(element, 'data-member'),
          label: element.textContent,
        }),
      },
    ],
    toDOM: ({ attrs: { member, label } }) => [
      'span',
      { class: 'mention', 'data-member': member },
      String(label),
    ],
  },
  picture: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: { file: {}, alt: { default: '' } },
    parseDOM: [
      {
        tag: 'img[data-file]',
        getAttrs: (element): Attrs => ({
          file: attribute(element, 'data-file'),
          alt: attribute(element, 'alt') ?? '',
        }),
      },
    ],
    // Any name will do in a file's address.
    toDOM: ({ attrs: { file, alt } }) => [
      'img',
      { src: `/api/files/${file}/image`, 'data-file': file, alt: String(alt) },
    ],
  },
};

/** The elements that a browser writes where Markdown's have another name. */
const otherTags: Partial<Record<MarkName, string[]>> = { del: ['strike'] };

function markSpec(name: Exclude<MarkName, 'link'>): MarkSpec {
  const tags = [name, ...(otherTags[name] ?? [])];
  return { parseDOM: tags.map((tag) => ({ tag })), toDOM: () => [name, 0] };
}

const link: MarkSpec = {
  attrs: { href: {}, title: { default: '' }, auto: { default: false } },
  inclusive: false,
  parseDOM: [
    {
      tag: 'a[data-href]',
      getAttrs: (element): Attrs => ({
        href: attribute(element, 'data-href'),
        title: attribute(element, 'data-title') ?? '',
        auto: attribute(element, 'data-auto') !== null,
      }),
    },
  ],
  // No address that is followed: in an editor one writes in a link.
  toDOM: ({ attrs: { href, title, auto } }) => [
    'a',
    given({ 'data-href': href, 'data-title': title, 'data-auto': auto && '1', title: href }),
    0,
  ],
};

/** Documents as the editor keeps them: the shape of `document.ts`, and how each part is shown while one writes. */
export const schema = new Schema({
  nodes: { ...blocks, ...inlines },
  marks: Object.fromEntries(markNames.map((name) => [name, name === 'link' ? link : markSpec(name)])),
});

/** The schema's node of this name. */
export function nodeNamed(name: string): NodeType {
  const type = schema.nodes[name];
  if (!type) throw new Error(`The schema has no ${name}`);
  return type;
}

/** The schema's mark of this name. */
export function markNamed(name: MarkName): MarkType {
  const type = schema.marks[name];
  if (!type) throw new Error(`The schema has no ${name}`);
  return type;
}
