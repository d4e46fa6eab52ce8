import { benchmarkOrders, listBenchmarks } from '@cenacle/shared/benchmarks/contract.ts';
import { benchmarkCategories } from '@cenacle/shared/benchmarks/frame.ts';
import { amountBands } from '@cenacle/shared/evidence/contract.ts';
import { sizeBands } from '@cenacle/shared/providers/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

const views = ['all', 'collecting', 'closed', 'stale', 'mine'] as const;

/** One page of the directory, under the search, the view and the order of the address. */
export const load: PageLoad = async (event) => {
  const params = event.url.searchParams;
  const q = params.get('q')?.trim() ?? '';
  const view = views.find((one) => one === params.get('view')) ?? 'all';
  const order = benchmarkOrders.find((one) => one === params.get('order')) ?? 'fresh';
  const narrowed = {
    category: benchmarkCategories.find((one) => one === params.get('category')) ?? '',
    size: sizeBands.find((one) => one === params.get('size')) ?? '',
    budget: amountBands.find((one) => one === params.get('budget')) ?? '',
  } as const;
  const { category, size, budget } = narrowed;
  const list = await read(event, listBenchmarks, {
    query: {
      order,
      ...(q ? { q } : {}),
      ...(view === 'mine' ? { mine: '1' as const } : {}),
      ...(view === 'collecting' || view === 'closed' ? { state: view } : {}),
      ...(view === 'stale' ? { stale: '1' as const } : {}),
      ...(category ? { category } : {}),
      ...(size ? { size } : {}),
      ...(budget ? { budget } : {}),
      after: params.get('after') ?? undefined,
    },
  });
  return { q, view, views, order, narrowed, list };
};
