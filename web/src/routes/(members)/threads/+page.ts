import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listCircles } from '@cenacle/shared/circles/contract.ts';
import { listTags, listThreads } from '@cenacle/shared/threads/contract.ts';
import { getFollows } from '@cenacle/shared/threads/follow-contract.ts';
import { read } from '#lib/read.ts';
import { addressOf, filterOf, queryOf } from '#lib/threads/list/filter.ts';
import type { PageLoad } from './$types';

/** One page of the list under the filter of the address, and what it can be narrowed by. */
export const load: PageLoad = async (event) => {
  const filter = filterOf(event.url.searchParams);
  const after = event.url.searchParams.get('after') ?? undefined;
  const [list, circles, tags, follows] = await Promise.all([
    read(event, listThreads, { query: { ...queryOf(filter), after } }),
    read(event, listCircles, { query: { limit: pageLimitMax } }),
    read(event, listTags),
    filter.tag || filter.circleId ? read(event, getFollows) : null,
  ]);
  return {
    filter,
    address: addressOf(filter),
    isFirst: !after,
    walked: event.url.searchParams.get('walked') === '1',
    list,
    circles: circles.items,
    tags: tags.items,
    follows,
  };
};
