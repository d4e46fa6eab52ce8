import { listActs } from '@cenacle/shared/moderation/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => ({
  log: await read(event, listActs, { query: { after: event.url.searchParams.get('after') ?? undefined } }),
});
