import { getThread } from '@cenacle/shared/threads/contract.ts';
import { listOutcomes } from '@cenacle/shared/threads/outcome-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** A case and every outcome that it has had. */
export const load: PageLoad = async (event) => {
  const { params } = event;
  // One after the other: of two that are refused at once, which came first would tell pages apart.
  const thread = await read(event, getThread, { params });
  const outcomes = await read(event, listOutcomes, { params });
  return { thread, outcomes: outcomes.items };
};
