import { listAudiences } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listProviders } from '@cenacle/shared/providers/contract.ts';
import { read } from '#lib/read.ts';

/** What the form of a card lets one choose from. */
export async function loadChoices(event: { fetch: typeof fetch; url: URL; isDataRequest: boolean }) {
  const [audiences, providers] = await Promise.all([
    read(event, listAudiences),
    event.isDataRequest ? { items: [] } : read(event, listProviders, { query: { limit: pageLimitMax } }),
  ]);
  return {
    audiences: audiences.items.map(({ id, name }) => ({ id, name })),
    candidates: providers.items.map(({ id, name, kind }) => ({ id, name, kind })),
  };
}
