import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { createCircle } from '@cenacle/shared/circles/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** The key stays with the form, so that a circle sent twice is made once. */
export const load: PageServerLoad = () => ({ key: randomUUID() });

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, ['name', 'description']);
    const idempotencyKey = String(form.get('key') ?? '') || undefined;
    let id = '';
    const reply = await perform(event, { name: 'create', typed }, async () => {
      const { name = '', description = '' } = typed;
      ({ id } = await call(event.fetch, createCircle, { body: { name, description }, idempotencyKey }));
    });
    if (id) redirect(303, `/circles/${id}`);
    return reply;
  },
};
