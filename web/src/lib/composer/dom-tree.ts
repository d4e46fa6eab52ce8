import type { HtmlElement, HtmlNode } from '@cenacle/shared/markdown/html.ts';

/** Nodes of the page, or of a document that was parsed, as a tree. */
export function treeOf(nodes: Iterable<Node>): HtmlNode[] {
  const tree: HtmlNode[] = [];
  for (const node of nodes) {
    if (node instanceof Text) tree.push(node.data);
    else if (node instanceof Element) {
      const attributes: HtmlElement['attributes'] = {};
      for (const { name, value } of node.attributes) attributes[name] = value;
      tree.push({ name: node.localName, attributes, children: treeOf(node.childNodes) });
    }
  }
  return tree;
}

/** HTML as a tree. The document that it is parsed into runs nothing and loads nothing. */
export const parseHtml = (html: string): HtmlNode[] =>
  treeOf(new DOMParser().parseFromString(html, 'text/html').body.childNodes);
