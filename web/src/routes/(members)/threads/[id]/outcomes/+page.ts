import { getThread } from '@cenacle/shared/threads/contract.ts';
import { listOutcomes } from '@cenacle/shared/threads/outcome-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** A case and every outcome that it has had. */
export const load: PageLoad = async (event) => {
  const { params } = event;
  const [thread, outcomes] = await Promise.all([
    read(event, getThread, { params }),
    read(event, listOutcomes, { params }),
  ]);
  return { thread, outcomes: outcomes.items };
};
