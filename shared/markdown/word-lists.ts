import { styleOf } from './foreign-style.ts';
import { elementsOf, findElement, textOf, type HtmlElement, type HtmlNode } from './html.ts';

/** A paragraph that Word shows as a list's item. */
type WordItem = { list: string; level: number; ordered: boolean; start: number; element: HtmlElement };

const isIgnored = (element: HtmlElement): boolean => /ignore/.test(styleOf(element)['mso-list'] ?? '');

/** Without the sign or number that Word writes before the text. */
function withoutMarker(element: HtmlElement): HtmlElement {
  const children = element.children
    .filter((child) => typeof child === 'string' || !isIgnored(child))
    .map((child) => (typeof child === 'string' ? child : withoutMarker(child)));
  return { ...element, children };
}

function wordItemOf(node: HtmlNode): WordItem | null {
  if (typeof node === 'string' || !/^(?:p|div|h[1-6])$/.test(node.name)) return null;
  const found = /^(l\d+) level(\d+)/.exec(styleOf(node)['mso-list'] ?? '');
  if (!found?.[1]) return null;
  const marker = findElement(node, isIgnored);
  const sign = marker ? textOf([marker]).trim() : '';
  // A lone letter is a bullet in Word's symbol fonts: « o », « § »; with a point or a bracket it counts.
  const ordered = /^\(?(?:\d+(?:\.\d+)*\.?|[a-z]{1,4}|[ivxlc]+)[.)]$/i.test(sign) || /^\d+$/.test(sign);
  const start = Number(/^\(?(\d{1,3})[.)]?$/.exec(sign)?.[1] ?? 1);
  return { list: found[1], level: Number(found[2]), ordered, start, element: withoutMarker(node) };
}

const listOf = (item: WordItem): HtmlElement => ({
  name: item.ordered ? 'ol' : 'ul',
  attributes: item.ordered && item.start !== 1 ? { start: String(item.start) } : {},
  children: [],
});

/** Paragraphs that follow one another as one list, each level in the last item of the one above. */
function nest(items: readonly WordItem[]): HtmlElement[] {
  const roots: HtmlElement[] = [];
  const open: { list: HtmlElement; level: number; id: string }[] = [];
  for (const item of items) {
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop();
    const last = open.at(-1);
    const name = item.ordered ? 'ol' : 'ul';
    const goesOn =
      last?.level === item.level && last.list.name === name && (item.level > 1 || last.id === item.list);
    if (last?.level === item.level && !goesOn) open.pop();
    if (!goesOn) {
      const list = listOf(item);
      const parent = elementsOf(open.at(-1)?.list.children ?? []).at(-1);
      if (parent) parent.children.push(list);
      else roots.push(list);
      open.push({ list, level: item.level, id: item.list });
    }
    open.at(-1)?.list.children.push({ name: 'li', attributes: {}, children: [...item.element.children] });
  }
  return roots;
}

const isBlank = (node: HtmlNode): boolean => typeof node === 'string' && node.trim() === '';

/** The nodes with the paragraphs that Word and Outlook show as items put into real lists. */
export function withRealLists(nodes: readonly HtmlNode[]): HtmlNode[] {
  const result: HtmlNode[] = [];
  let items: WordItem[] = [];
  const flush = (): void => {
    result.push(...nest(items));
    items = [];
  };
  for (const node of nodes) {
    const item = wordItemOf(node);
    if (item) items.push(item);
    else if (items.length === 0 || !isBlank(node)) {
      flush();
      result.push(node);
    }
  }
  flush();
  return result;
}
