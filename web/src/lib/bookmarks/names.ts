import type { Bookmark } from '@cenacle/shared/threads/bookmark-contract.ts';
import { postPath } from '#lib/threads/addresses.ts';
import type { Words } from '#lib/words/fr.ts';

/** Where a bookmark leads. */
export const pathOf = ({ thread, post }: Pick<Bookmark, 'thread' | 'post'>): string =>
  post ? postPath(thread.id, post.position) : `/threads/${thread.id}`;

/** What it marks, beside the thread's title. */
export const whatIs = ({ thread, post }: Pick<Bookmark, 'thread' | 'post'>, words: Words): string =>
  post
    ? words.bookmarks.postOf(post.author.member?.name ?? words.thread.someone)
    : words.bookmarks.whole[thread.kind];
