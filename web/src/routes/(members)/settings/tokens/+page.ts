import { listTokens } from '@cenacle/shared/sessions/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const { items, next } = await read(event, listTokens, { query: { after } });
  return { tokens: items, next };
};
