import { error, redirect } from '@sveltejs/kit';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { getProvider, listProviders, mergeProvider } from '@cenacle/shared/providers/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** The entry that goes, for those who may merge, and others to choose from where there is no script. */
export const load: PageServerLoad = async (event) => {
  const [provider, others] = await Promise.all([
    read(event, getProvider, { params: event.params }),
    event.isDataRequest ? { items: [] } : read(event, listProviders, { query: { limit: pageLimitMax } }),
  ]);
  if (provider.id !== event.params.id) redirect(308, `/providers/${provider.id}/merge`);
  if (!provider.can.merge) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  const candidates = others.items.flatMap(({ id, name, kind }) =>
    id === provider.id ? [] : [{ id, name, kind }],
  );
  return { provider, candidates };
};

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['into', 'reason']);
    let id = '';
    const reply = await perform(event, { name: 'merge', typed }, async () => {
      ({ id } = await call(event.fetch, mergeProvider, {
        params: event.params,
        body: { into: typed.into ?? '', reason: typed.reason ?? '' },
      }));
    });
    if (id) redirect(303, `/providers/${id}?done=merged`);
    return reply;
  },
};
