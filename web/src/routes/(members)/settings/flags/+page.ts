import { listOwnActs, listOwnFlags } from '@cenacle/shared/moderation/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** What the reader flagged, and what moderators did that is about them. */
export const load: PageLoad = async (event) => {
  const [flags, acts] = await Promise.all([
    read(event, listOwnFlags, { query: { after: event.url.searchParams.get('after') ?? undefined } }),
    read(event, listOwnActs),
  ]);
  return { flags, acts: acts.items };
};
