import { fail, redirect } from '@sveltejs/kit';
import { editProvider, type Provider } from '@cenacle/shared/providers/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { bodyOf, providerFields } from '#lib/providers/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, providerFields);
    let current = null as Provider | null;
    const reply = await perform(event, { name: 'edit', typed }, async () => {
      try {
        await call(event.fetch, editProvider, {
          params: event.params,
          body: { ...bodyOf(typed), version: Number(form.get('version')) },
        });
      } catch (failure) {
        if (failure instanceof ApiError && failure.code === 'conflict')
          current = (failure.body as { current: Provider }).current;
        throw failure;
      }
    });
    if ('done' in reply && reply.done) redirect(303, `/providers/${event.params.id}`);
    const stored: Provider | null = current;
    if (!('status' in reply)) return { ...reply, current: stored };
    return fail(stored ? 422 : reply.status, { ...reply.data, current: stored });
  },
};
