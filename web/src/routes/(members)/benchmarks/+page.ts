import { benchmarkOrders, listBenchmarks } from '@cenacle/shared/benchmarks/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

const views = ['all', 'collecting', 'closed', 'mine'] as const;

/** One page of the directory, under the search, the view and the order of the address. */
export const load: PageLoad = async (event) => {
  const params = event.url.searchParams;
  const q = params.get('q')?.trim() ?? '';
  const view = views.find((one) => one === params.get('view')) ?? 'all';
  const order = benchmarkOrders.find((one) => one === params.get('order')) ?? 'fresh';
  const list = await read(event, listBenchmarks, {
    query: {
      order,
      ...(q ? { q } : {}),
      ...(view === 'mine' ? { mine: '1' as const } : {}),
      ...(view === 'collecting' || view === 'closed' ? { state: view } : {}),
      after: params.get('after') ?? undefined,
    },
  });
  return { q, view, views, order, list };
};
