import { getWork } from '@cenacle/shared/knowledge/contract.ts';
import { getMember } from '@cenacle/shared/members/contract.ts';
import { getFollows } from '@cenacle/shared/threads/follow-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const [member, work, follows] = await Promise.all([
    read(event, getMember, { params: event.params }),
    read(event, getWork, { params: event.params }),
    read(event, getFollows),
  ]);
  return { member, work, isMuted: follows.muted.some(({ id }) => id === member.id) };
};
