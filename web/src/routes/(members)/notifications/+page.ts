import { getNotificationSettings, listNotifications } from '@cenacle/shared/notifications/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** A page of what the member was told of, and whether their address takes mail. */
export const load: PageLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const [{ items, next }, settings] = await Promise.all([
    read(event, listNotifications, { query: { after } }),
    read(event, getNotificationSettings),
  ]);
  return { groups: items, next, isFirst: !after, silencedAt: settings.silenced_at };
};
