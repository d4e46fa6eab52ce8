import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listBookmarks } from '@cenacle/shared/threads/bookmark-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** Those whose reminder has come, and a page of the others. */
export const load: PageLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const [due, others] = await Promise.all([
    after ? null : read(event, listBookmarks, { query: { due: '1', limit: pageLimitMax } }),
    read(event, listBookmarks, { query: { due: '0', after } }),
  ]);
  return { due: due?.items ?? [], others: others.items, next: others.next, isFirst: !after };
};
