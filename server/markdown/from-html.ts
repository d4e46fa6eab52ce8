import { Parser } from 'htmlparser2';
import type { HtmlElement } from '@cenacle/shared/markdown/html.ts';
import { readForeign } from '@cenacle/shared/markdown/read-foreign.ts';
import { writeMarkdown } from '@cenacle/shared/markdown/write.ts';

/** HTML as the tree of its elements. */
export function parseHtml(html: string): HtmlElement {
  const root: HtmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element: HtmlElement = { name, attributes, children: [] };
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

/** HTML from elsewhere as Markdown that renders to its text, without what Markdown has no word for. */
export const htmlToMarkdown = (html: string): string =>
  writeMarkdown(readForeign(parseHtml(html).children, ''));
