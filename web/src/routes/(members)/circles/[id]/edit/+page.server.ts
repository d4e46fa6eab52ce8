import { redirect } from '@sveltejs/kit';
import { updateCircle } from '@cenacle/shared/circles/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['name', 'description']);
    const { name = '', description = '' } = typed;
    const reply = await perform(event, { name: 'edit', typed }, () =>
      call(event.fetch, updateCircle, { params: event.params, body: { name, description } }),
    );
    if ('done' in reply && reply.done) redirect(303, `/circles/${event.params.id}?done=edited`);
    return reply;
  },
};
