/** What of a post is quoted: the reader's selection in it, or its own words without what it quotes itself. */
export function quotedText(body: HTMLElement): string {
  const selection = window.getSelection();
  if (selection && !selection.isCollapsed) {
    const { anchorNode, focusNode } = selection;
    if (body.contains(anchorNode) && body.contains(focusNode)) return selection.toString();
  }
  const blocks = [...(body.firstElementChild?.children ?? [])];
  return blocks
    .filter((block): block is HTMLElement => block instanceof HTMLElement && block.tagName !== 'BLOCKQUOTE')
    .map((block) => block.innerText.trim())
    .filter(Boolean)
    .join('\n\n');
}
