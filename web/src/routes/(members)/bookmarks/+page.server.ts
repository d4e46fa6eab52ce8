import { redirect } from '@sveltejs/kit';
import { editBookmark } from '@cenacle/shared/threads/bookmark-contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** Takes the reminder off; the bookmark stays. */
  seen: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const reply = await perform(event, { name: 'seen' }, () =>
      call(event.fetch, editBookmark, { params: { id }, body: { remind_on: null } }),
    );
    if ('done' in reply && reply.done) redirect(303, '/bookmarks');
    return reply;
  },
};
