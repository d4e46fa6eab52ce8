import { getBenchmark, listEvaluations } from '@cenacle/shared/benchmarks/contract.ts';
import { orderOf, weightsOf } from '#lib/benchmarks/presets.ts';
import { termsIn } from '#lib/benchmarks/terms.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The benchmark, the weights of the address, and the evaluations behind the cell that is open. */
export const load: PageLoad = async (event) => {
  const { params, url, data } = event;
  const benchmark = await read(event, getBenchmark, { params, query: termsIn(url.searchParams) });
  const key = url.searchParams.get('cell');
  const [optionId = '', criterionId = ''] = (key ?? '').split('.');
  const isCell =
    uuid.test(optionId) &&
    benchmark.options.some(({ id }) => id === optionId) &&
    benchmark.criteria.some(({ id }) => id === criterionId);
  const query = {
    option_id: optionId,
    criterion_id: criterionId,
    after: url.searchParams.get('after') ?? undefined,
  };
  const behind = isCell ? await read(event, listEvaluations, { params, query }) : null;
  return {
    candidates: data.candidates,
    optionKey: data.key,
    benchmark,
    given: weightsOf(url.searchParams, benchmark),
    givenOrder: orderOf(url.searchParams, benchmark),
    cell: behind && { key, optionId, criterionId, ...behind },
  };
};
