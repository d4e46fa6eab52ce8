import { getCircle } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listMembers } from '@cenacle/shared/members/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** The circle, and for those who may invite whom they could, which is the list that works without script. */
export const load: PageLoad = async (event) => {
  const circle = await read(event, getCircle, { params: event.params });
  if (!circle.can.invite) return { circle, candidates: [] };
  const { items } = await read(event, listMembers, { query: { limit: pageLimitMax } });
  const taken = new Set([...circle.members, ...circle.invited].map(({ id }) => id));
  const candidates = items
    .filter(({ id }) => !taken.has(id))
    .map(({ id, name, headline }) => ({ id, name, headline }));
  return { circle, candidates };
};
