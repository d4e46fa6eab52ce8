import { fail, redirect } from '@sveltejs/kit';
import { addProvider, type SimilarProvider } from '@cenacle/shared/providers/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { bodyOf, providerFields } from '#lib/providers/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** The key stays with the form, so that a provider sent twice is added once. */
export const load: PageServerLoad = () => ({ key: crypto.randomUUID() });

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, providerFields);
    const distinct = form.getAll('distinct_from').map(String).filter(Boolean);
    const key = String(form.get('key') ?? '');
    let id = '';
    let similar: SimilarProvider[] = [];
    const reply = await perform(event, { name: 'add', typed }, async () => {
      try {
        ({ id } = await call(event.fetch, addProvider, {
          body: { ...bodyOf(typed), ...(distinct.length > 0 ? { distinct_from: distinct } : {}) },
          // Another request than the one before, once twins were confirmed.
          ...(key ? { idempotencyKey: `${key}${distinct.length > 0 ? '-distinct' : ''}` } : {}),
        }));
      } catch (failure) {
        if (failure instanceof ApiError && failure.code === 'similar_provider')
          similar = (failure.body as { current: SimilarProvider[] }).current;
        throw failure;
      }
    });
    if (id) redirect(303, `/providers/${id}?done=added`);
    if (!('status' in reply)) return { ...reply, similar };
    // 422 rather than 409: nothing on the page has to be read anew.
    return fail(similar.length > 0 ? 422 : reply.status, { ...reply.data, similar });
  },
};
