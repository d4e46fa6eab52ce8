import { listCircles } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { getFollows } from '@cenacle/shared/threads/follow-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** What the reader follows, their circles that they might, and whom they have muted. */
export const load: PageLoad = async (event) => {
  const [follows, circles] = await Promise.all([
    read(event, getFollows),
    read(event, listCircles, { query: { limit: pageLimitMax } }),
  ]);
  return { follows, circles: circles.items };
};
