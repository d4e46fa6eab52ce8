import type { Document } from '@cenacle/shared/markdown/document.ts';
import { readPost } from '@cenacle/shared/markdown/read-post.ts';
import { writeMarkdown } from '@cenacle/shared/markdown/write.ts';
import { renderText } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { parseHtml } from './dom-tree.ts';

export const blankDocument: Document = { type: 'doc', content: [{ type: 'paragraph' }] };

/** As it is stored: with ids where it names members, threads and files. */
const storedHtml = async (markdown: string): Promise<string> =>
  (await call(fetch, renderText, { body: { markdown, with_ids: true } })).html;

/**
 * A text in Markdown as a document for the rich text editor, or null where the editor would change how it reads: what is
 * written from the document has to render to the very same HTML.
 *
 * @param settle what the editor makes of the document before anybody writes in it
 */
export async function openText(
  markdown: string,
  settle: (document: Document) => Document,
): Promise<Document | null> {
  if (markdown.trim() === '') return blankDocument;
  const html = await storedHtml(markdown);
  const document = readPost(parseHtml(html));
  const written = writeMarkdown(settle(document));
  return written === markdown || (await storedHtml(written)) === html ? document : null;
}
