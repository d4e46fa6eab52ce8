import { listCircleInvitations, listCircles } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** The member's circles, and those that wait for their answer: few enough to be read in one go. */
export const load: PageLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const [circles, waiting] = await Promise.all([
    read(event, listCircles, { query: { after } }),
    read(event, listCircleInvitations, { query: { limit: pageLimitMax } }),
  ]);
  return { circles: circles.items, next: circles.next, waiting: waiting.items };
};
