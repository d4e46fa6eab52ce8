import { listCircles } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { search } from '@cenacle/shared/search/contract.ts';
import { read } from '#lib/read.ts';
import { filtersIn, isNarrowed } from '#lib/search/params.ts';
import type { PageLoad } from './$types';

/** What the address asks for; nothing was asked where it holds no words and no filter. */
export const load: PageLoad = async (event) => {
  const filters = filtersIn(event.url.searchParams);
  const { q, kind, circle, tag, state, since, until, sort, asTyped } = filters;
  const circles = await read(event, listCircles, { query: { limit: pageLimitMax } });
  const known = circles.items.some(({ id }) => id === circle);
  const asked = q !== '' || isNarrowed(filters);
  const result = asked
    ? await read(event, search, {
        query: {
          q,
          ...(kind ? { kind } : {}),
          ...(known ? { circle_id: circle } : {}),
          ...(tag ? { tag } : {}),
          ...(state ? { state } : {}),
          ...(since ? { since } : {}),
          ...(until ? { until } : {}),
          ...(sort === 'date' ? { sort } : {}),
          ...(asTyped ? { as_typed: '1' as const } : {}),
          after: event.url.searchParams.get('after') ?? undefined,
        },
      })
    : null;
  return { filters, result, circles: circles.items.map(({ id, name }) => ({ id, name })) };
};
