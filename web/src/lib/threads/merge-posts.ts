import type { Post } from '@cenacle/shared/threads/contract.ts';

/** A run of posts without gaps, in reading order; `next` and `previous` are null where the thread ends. */
export interface PostWindow {
  items: readonly Post[];
  previous: number | null;
  next: number | null;
}

const firstOf = ({ items }: PostWindow): number => items[0]?.position ?? 1;
const lastOf = ({ items }: PostWindow): number => items.at(-1)?.position ?? 0;

/**
 * The window with these changed posts in it: those it holds are replaced by what is newer, those within its
 * bounds, or behind its end when that is the thread's, are added. Others come when the reader goes there.
 */
export function mergeChanges(window: PostWindow, changed: readonly Post[]): PostWindow {
  const byId = new Map(window.items.map((post) => [post.id, post]));
  const first = firstOf(window);
  const last = window.next === null ? Infinity : lastOf(window);
  let touched = false;
  for (const post of changed) {
    const held = byId.get(post.id);
    if (held ? held.change_seq >= post.change_seq : post.position < first || post.position > last) continue;
    byId.set(post.id, post);
    touched = true;
  }
  if (!touched) return window;
  return { ...window, items: [...byId.values()].sort((a, b) => a.position - b.position) };
}

/** Two windows as one when they touch or overlap, newer posts winning; else the second alone. */
export function joinWindows(held: PostWindow, come: PostWindow): PostWindow {
  if (come.items.length === 0) return held;
  const apart =
    held.items.length === 0 || firstOf(come) > lastOf(held) + 1 || lastOf(come) < firstOf(held) - 1;
  if (apart) return come;
  const byId = new Map(held.items.map((post) => [post.id, post]));
  for (const post of come.items) {
    const known = byId.get(post.id);
    if (!known || known.change_seq <= post.change_seq) byId.set(post.id, post);
  }
  return {
    items: [...byId.values()].sort((a, b) => a.position - b.position),
    previous: firstOf(come) <= firstOf(held) ? come.previous : held.previous,
    next: lastOf(come) >= lastOf(held) ? come.next : held.next,
  };
}

/** The cursor after a page of changes: where to go on from, or the head when this was the last. */
export function cursorAfter(
  cursor: number,
  page: { items: readonly Pick<Post, 'change_seq'>[]; next: number | null; head: number },
): number {
  const seen = page.items.reduce((highest, { change_seq }) => Math.max(highest, change_seq), cursor);
  return page.next === null ? Math.max(seen, page.head) : Math.max(seen, page.next);
}

/** Posts that were not there before, by others than the reader. */
export function arrivalsIn(before: PostWindow, after: PostWindow): Post[] {
  const last = lastOf(before);
  return after.items.filter((post) => post.position > last && !post.mine && post.state === 'shown');
}
