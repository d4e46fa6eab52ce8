import { getCircle } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listMembers } from '@cenacle/shared/members/contract.ts';
import { getFollows } from '@cenacle/shared/threads/follow-contract.ts';
import { levelOf } from '#lib/follows/send.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** The circle, and for those who may invite whom they could, which is the list that works without script. */
export const load: PageLoad = async (event) => {
  // One behind the other: of two that are refused at once, the order would tell whether there is such a circle.
  const circle = await read(event, getCircle, { params: event.params });
  const follows = await read(event, getFollows);
  const level = levelOf(follows, { audienceId: circle.audience_id });
  if (!circle.can.invite) return { circle, level, candidates: [] };
  const { items } = await read(event, listMembers, { query: { limit: pageLimitMax } });
  const taken = new Set([...circle.members, ...circle.invited].map(({ id }) => id));
  const candidates = items
    .filter(({ id }) => !taken.has(id))
    .map(({ id, name, headline }) => ({ id, name, headline }));
  return { circle, level, candidates };
};
