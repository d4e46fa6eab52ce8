import { flushSync } from 'svelte';

/** What the reader is looking at: the text being written, or else the first post in sight. */
function anchorIn(container: HTMLElement): HTMLElement | null {
  const focused = document.activeElement;
  if (focused instanceof HTMLTextAreaElement && container.contains(focused)) {
    const { top, bottom } = focused.getBoundingClientRect();
    if (bottom > 0 && top < window.innerHeight) return focused;
  }
  for (const post of container.querySelectorAll<HTMLElement>('article[id]')) {
    if (post.getBoundingClientRect().bottom > topBarPx) return post;
  }
  return null;
}

/** Posts hide behind the page's top bar. */
const topBarPx = 64;

/** Makes a change of the list while what the reader looks at, and the cursor, stay where they are. */
export function changeInPlace(container: HTMLElement | null, apply: () => void): void {
  const anchor = container && anchorIn(container);
  const focusedPost = document.activeElement?.closest<HTMLElement>('article[id]') ?? null;
  const before = anchor?.getBoundingClientRect().top ?? 0;
  flushSync(apply);
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: 'instant' });
  }
  // What had the focus is gone, such as the buttons of a post that was removed.
  if (focusedPost?.isConnected && document.activeElement === document.body) {
    focusedPost.focus({ preventScroll: true });
  }
}
