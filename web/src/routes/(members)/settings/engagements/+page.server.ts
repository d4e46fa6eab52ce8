import { addEngagement, deleteEngagement, listEngagements } from '@cenacle/shared/evidence/contract.ts';
import { call } from '#lib/api.ts';
import { bodyOf, engagementFields } from '#lib/engagements/form.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

/** The member's engagements, and a key so that a new one sent twice is kept once. */
export const load: PageServerLoad = async (event) => {
  const after = event.url.searchParams.get('after') ?? undefined;
  const { items, next } = await read(event, listEngagements, { query: { after } });
  return { engagements: items, next, key: crypto.randomUUID() };
};

export const actions: Actions = {
  add: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, engagementFields);
    const key = String(form.get('key') ?? '');
    return perform(event, { name: 'add', typed }, () =>
      call(event.fetch, addEngagement, { body: bodyOf(typed), ...(key ? { idempotencyKey: key } : {}) }),
    );
  },
  remove: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    return perform(event, { name: 'remove' }, () => call(event.fetch, deleteEngagement, { params: { id } }));
  },
};
