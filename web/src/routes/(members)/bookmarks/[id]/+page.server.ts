import { redirect } from '@sveltejs/kit';
import { deleteBookmark, editBookmark, getBookmark } from '@cenacle/shared/threads/bookmark-contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  bookmark: await read(event, getBookmark, { params: event.params }),
});

export const actions: Actions = {
  edit: async (event) => {
    const typed = typedIn(await event.request.formData(), ['note', 'remind_on']);
    const { note = '', remind_on: remindOn } = typed;
    const reply = await perform(event, { name: 'bookmark', typed }, () =>
      call(event.fetch, editBookmark, { params: event.params, body: { note, remind_on: remindOn || null } }),
    );
    if ('done' in reply && reply.done) redirect(303, '/bookmarks');
    return reply;
  },

  remove: async (event) => {
    const reply = await perform(event, { name: 'remove' }, () =>
      call(event.fetch, deleteBookmark, { params: event.params }),
    );
    if ('done' in reply && reply.done) redirect(303, '/bookmarks');
    return reply;
  },
};
