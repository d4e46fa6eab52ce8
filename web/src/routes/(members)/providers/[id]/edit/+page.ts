import { redirect } from '@sveltejs/kit';
import { getProvider } from '@cenacle/shared/providers/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** The provider to mend; the address of a merged one leads to the entry that stays. */
export const load: PageLoad = async (event) => {
  const provider = await read(event, getProvider, { params: event.params });
  if (provider.id !== event.params.id) redirect(308, `/providers/${provider.id}/edit`);
  return { provider };
};
