import { listProviders, providerKinds } from '@cenacle/shared/providers/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** One page of the directory, or what a name finds. */
export const load: PageLoad = async (event) => {
  const params = event.url.searchParams;
  const q = params.get('q')?.trim() ?? '';
  const kind = providerKinds.find((one) => one === params.get('kind')) ?? null;
  const list = await read(event, listProviders, {
    query: {
      ...(q ? { q } : {}),
      ...(kind ? { kind } : {}),
      after: params.get('after') ?? undefined,
    },
  });
  return { q, kind, list };
};
