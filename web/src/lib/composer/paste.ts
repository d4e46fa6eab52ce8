import type { Document } from '@cenacle/shared/markdown/document.ts';
import { readForeign } from '@cenacle/shared/markdown/read-foreign.ts';
import { parseHtml } from './dom-tree.ts';

/** Longer sources are pasted as plain text: nobody reads a post of that size, and reading it would hold the page. */
const htmlLengthMax = 2_000_000;

/** What the clipboard holds as a document, where it is more than plain text; null where the plain text says it all. */
export function pastedDocument(clipboard: Pick<DataTransfer, 'getData'>): Document | null {
  const html = clipboard.getData('text/html');
  // What was copied in our own editor is read by it.
  if (html === '' || html.length > htmlLengthMax || html.includes('data-pm-slice')) return null;
  const found = readForeign(parseHtml(html), location.origin);
  return found.content.length > 0 ? found : null;
}
