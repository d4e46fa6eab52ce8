import { redirect } from '@sveltejs/kit';
import { editEngagement, getEngagement } from '@cenacle/shared/evidence/contract.ts';
import { call } from '#lib/api.ts';
import { bodyOf, engagementFields } from '#lib/engagements/form.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  engagement: await read(event, getEngagement, { params: event.params }),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, engagementFields);
    const reply = await perform(event, { name: 'edit', typed }, () =>
      call(event.fetch, editEngagement, {
        params: event.params,
        body: { ...bodyOf(typed), version: Number(form.get('version')) },
      }),
    );
    if ('done' in reply && reply.done) redirect(303, '/settings/engagements');
    return reply;
  },
};
