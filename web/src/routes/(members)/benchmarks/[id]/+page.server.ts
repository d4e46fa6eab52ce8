import {
  addOption,
  getBenchmark,
  keepWeights,
  withdrawEvaluation,
} from '@cenacle/shared/benchmarks/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listProviders } from '@cenacle/shared/providers/contract.ts';
import { call } from '#lib/api.ts';
import { termsIn } from '#lib/benchmarks/terms.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

/** A key for adding an option once, and providers to choose from where there is no script. */
export const load: PageServerLoad = async (event) => {
  const candidates = event.isDataRequest
    ? []
    : (await read(event, listProviders, { query: { limit: pageLimitMax } })).items;
  return {
    key: crypto.randomUUID(),
    candidates: candidates.map(({ id, name, kind }) => ({ id, name, kind })),
  };
};

/** The sliders of a form that was sent without script. */
const slidersIn = (form: FormData) =>
  [...form].flatMap(([name, value]) =>
    name.startsWith('c.') ? [{ criterion_id: name.slice(2), weight: Number(value) }] : [],
  );

export const actions: Actions = {
  keep: async (event) => {
    const weights = slidersIn(await event.request.formData());
    return perform(event, { name: 'keep' }, () =>
      call(event.fetch, keepWeights, { params: event.params, body: { weights } }),
    );
  },

  forget: (event) =>
    perform(event, { name: 'forget' }, () =>
      call(event.fetch, keepWeights, { params: event.params, body: { weights: [] } }),
    ),

  terms: async (event) => {
    const given = termsIn(await event.request.formData());
    return perform(event, { name: 'terms' }, async () => {
      const {
        weights,
        weights_from: from,
        terms,
      } = await call(event.fetch, getBenchmark, {
        params: event.params,
      });
      const body = { weights: from === 'mine' ? weights : [], terms: { ...terms, ...given } };
      return call(event.fetch, keepWeights, { params: event.params, body });
    });
  },

  option: async (event) => {
    const typed = typedIn(await event.request.formData(), ['provider_id', 'product', 'key']);
    const { provider_id: providerId = '', product = '', key } = typed;
    return perform(event, { name: 'option', typed: { provider_id: providerId, product } }, () =>
      call(event.fetch, addOption, {
        params: event.params,
        body: { provider_id: providerId, product },
        ...(key ? { idempotencyKey: key } : {}),
      }),
    );
  },

  withdraw: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    return perform(event, { name: 'withdraw' }, () =>
      call(event.fetch, withdrawEvaluation, { params: { ...event.params, evaluation_id: id } }),
    );
  },
};
