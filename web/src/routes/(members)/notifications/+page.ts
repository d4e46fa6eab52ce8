import { listNotifications } from '@cenacle/shared/notifications/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** A page of what the member was told of. */
export const load: PageLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const { items, next } = await read(event, listNotifications, { query: { after } });
  return { groups: items, next, isFirst: !after };
};
