/** HTML as a tree of its elements and texts, whoever parsed it: a browser, or the server's parser. */
export type HtmlElement = { name: string; attributes: Record<string, string>; children: HtmlNode[] };
export type HtmlNode = string | HtmlElement;

/** All text below the nodes. */
export function textOf(nodes: readonly HtmlNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');
}

/** The elements among the nodes. */
export const elementsOf = (nodes: readonly HtmlNode[]): HtmlElement[] =>
  nodes.filter((node) => typeof node !== 'string');

/** The first element below, or the element itself, for which the test holds. */
export function findElement(
  element: HtmlElement,
  test: (element: HtmlElement) => boolean,
): HtmlElement | null {
  if (test(element)) return element;
  for (const child of elementsOf(element.children)) {
    const found = findElement(child, test);
    if (found) return found;
  }
  return null;
}
