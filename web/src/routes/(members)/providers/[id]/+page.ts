import { redirect } from '@sveltejs/kit';
import { listAudiences } from '@cenacle/shared/circles/contract.ts';
import { getProvider } from '@cenacle/shared/providers/contract.ts';
import { getProviderRecord } from '@cenacle/shared/providers/record-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** The provider; the address of a merged one leads to the entry that stays. */
export const load: PageLoad = async (event) => {
  const provider = await read(event, getProvider, { params: event.params });
  if (provider.id !== event.params.id) redirect(308, `/providers/${provider.id}`);
  const [record, audiences] = await Promise.all([
    read(event, getProviderRecord, { params: event.params }),
    read(event, listAudiences),
  ]);
  return { ...event.data, provider, record, audiences: audiences.items };
};
