import type { Bookmark } from '@cenacle/shared/threads/bookmark-contract.ts';
import { postPath } from '#lib/threads/addresses.ts';
import type { Words } from '#lib/words/fr.ts';

/** What a bookmark marks. */
type Marked = Pick<Bookmark, 'thread' | 'post'>;

/** Where a bookmark leads; to itself where what it marked is gone. */
export function pathOf({ id, thread, post }: Marked & { id?: string }): string {
  if (!thread) return `/bookmarks/${id ?? ''}`;
  return post ? postPath(thread.id, post.position) : `/threads/${thread.id}`;
}

/** The title of what it marks, in the words of its thread. */
export const titleOf = ({ thread }: Pick<Bookmark, 'thread'>, words: Words): string =>
  thread?.title ?? words.bookmarks.gone;

/** What it marks, beside the thread's title. */
export function whatIs({ thread, post, gone }: Marked & { gone?: boolean }, words: Words): string {
  if (!thread) return words.bookmarks.goneText;
  if (gone) return words.bookmarks.postGone;
  return post
    ? words.bookmarks.postOf(post.author.member?.name ?? words.thread.someone)
    : words.bookmarks.whole[thread.kind];
}
