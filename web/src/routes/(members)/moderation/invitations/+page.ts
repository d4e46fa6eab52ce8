import { listInvitations } from '@cenacle/shared/members/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const { items, next } = await read(event, listInvitations, { query: { after } });
  return { invitations: items, next };
};
