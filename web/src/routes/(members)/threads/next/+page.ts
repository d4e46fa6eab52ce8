import { redirect } from '@sveltejs/kit';
import { getNextUnread } from '@cenacle/shared/threads/unread-contract.ts';
import { read } from '#lib/read.ts';
import { fromIn, nextPath, walkedPath } from '#lib/threads/walk.ts';
import type { PageLoad } from './$types';

/** Leads to the next unread thread at its first unread post, or to the list, which says that there is none. */
export const load: PageLoad = async (event) => {
  const { next } = await read(event, getNextUnread, { query: { from: fromIn(event.url) } });
  redirect(303, next ? nextPath(next) : walkedPath);
};
