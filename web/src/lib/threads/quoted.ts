import type { Block, Document } from '@cenacle/shared/markdown/document.ts';
import { readForeign } from '@cenacle/shared/markdown/read-foreign.ts';
import { treeOf } from '#lib/composer/dom-tree.ts';

/** The nodes of a post that are quoted: the reader's selection in it, or its own words without what it quotes itself. */
function nodesOf(body: HTMLElement): Node[] {
  const selection = window.getSelection();
  if (selection && !selection.isCollapsed) {
    const range = selection.getRangeAt(0);
    if (body.contains(range.commonAncestorContainer)) return [...range.cloneContents().childNodes];
  }
  const blocks = [...(body.firstElementChild?.children ?? [])];
  return blocks.filter((block) => block.tagName !== 'BLOCKQUOTE');
}

/** What of a post is quoted, with its emphasis, lists and links. */
export const quotedBlocks = (body: HTMLElement): Block[] =>
  readForeign(treeOf(nodesOf(body)), location.origin).content;

/** A quote that names its source: the post, so that its place and its author's name are filled in per reader. */
export const quoteOf = (post: { id: string; name: string }, quoted: Block[]): Document => ({
  type: 'doc',
  content: [
    {
      type: 'quote',
      attrs: { post: post.id, name: `@${post.name}` },
      content: quoted.length > 0 ? quoted : [{ type: 'paragraph' }],
    },
  ],
});
