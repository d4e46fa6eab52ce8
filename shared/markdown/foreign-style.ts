import type { Mark, MarkName } from './document.ts';
import type { HtmlElement } from './html.ts';

type PlainMark = Exclude<MarkName, 'link'>;

const tags: Record<string, PlainMark> = {
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  s: 'del',
  del: 'del',
  strike: 'del',
  sub: 'sub',
  sup: 'sup',
  code: 'code',
  tt: 'code',
  kbd: 'kbd',
  mark: 'mark',
};

/** The declarations of a `style` attribute, by name in small letters. */
export function styleOf({ attributes }: HtmlElement): Record<string, string> {
  const style: Record<string, string> = {};
  for (const part of (attributes['style'] ?? '').split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0)
      style[part.slice(0, colon).trim().toLowerCase()] = part
        .slice(colon + 1)
        .trim()
        .toLowerCase();
  }
  return style;
}

/**
 * What an element of another program says about its text, by its name and by its style: Google Docs wraps all that is
 * copied into a `b` that says it is not bold, and marks by style alone.
 */
export function marksOf(element: HtmlElement, outer: readonly Mark[]): Mark[] {
  const style = styleOf(element);
  const marks = new Map(outer.map((mark) => [mark.type, mark]));
  const set = (type: PlainMark, on: boolean): void => {
    if (on) marks.set(type, { type });
    else marks.delete(type);
  };
  const tag = tags[element.name];
  if (tag) set(tag, true);
  const weight = style['font-weight'];
  if (weight) set('strong', /^(?:bold|bolder|[6-9]00)$/.test(weight));
  const slope = style['font-style'];
  if (slope) set('em', /^(?:italic|oblique)/.test(slope));
  if (/line-through/.test(style['text-decoration'] ?? style['text-decoration-line'] ?? '')) set('del', true);
  if (style['vertical-align'] === 'super') set('sup', true);
  if (style['vertical-align'] === 'sub') set('sub', true);
  return [...marks.values()];
}

const hiddenNames = new Set([
  ...[
    'script',
    'style',
    'template',
    'noscript',
    'iframe',
    'object',
    'embed',
    'title',
    'head',
    'meta',
    'link',
  ],
  ...[
    'xml',
    'svg',
    'math',
    'button',
    'select',
    'textarea',
    'input',
    'canvas',
    'audio',
    'video',
    'col',
    'colgroup',
  ],
]);

/** True for what a reader of the page it comes from does not read: programs, styles, what Word hides. */
export function isHidden(element: HtmlElement): boolean {
  const { name } = element;
  if (hiddenNames.has(name) || /^[vw]:/.test(name)) return true;
  const style = styleOf(element);
  return (
    style['display'] === 'none' || style['mso-hide'] === 'all' || style['mso-element'] === 'comment-list'
  );
}
