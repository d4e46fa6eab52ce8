import { listPasses } from '@cenacle/shared/cards/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** Cards that others passed to the reader or to a circle of theirs. */
export const load: PageLoad = async (event) => ({
  passes: await read(event, listPasses, {
    query: { after: event.url.searchParams.get('after') ?? undefined },
  }),
});
