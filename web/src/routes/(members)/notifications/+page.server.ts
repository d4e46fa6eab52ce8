import { redirect } from '@sveltejs/kit';
import { readNotifications, undoReadNotifications } from '@cenacle/shared/notifications/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** Marks what the member was told of one thing read. */
  read: async (event) => {
    const subject_id = String((await event.request.formData()).get('subject_id') ?? '');
    const reply = await perform(event, { name: 'read' }, () =>
      call(event.fetch, readNotifications, { body: { subject_id } }),
    );
    if ('done' in reply && reply.done) redirect(303, '/notifications');
    return reply;
  },
  /** Marks all read that the page could show: what came since stays. */
  readAll: async (event) => {
    const until = String((await event.request.formData()).get('until') ?? '');
    let undoId: string | null = null;
    const reply = await perform(event, { name: 'readAll' }, async () => {
      ({ undo_id: undoId } = await call(event.fetch, readNotifications, { body: { until } }));
    });
    return 'data' in reply ? reply : { ...reply, undoId };
  },
  /** Makes unread again what that marked. */
  undo: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const reply = await perform(event, { name: 'undo' }, () =>
      call(event.fetch, undoReadNotifications, { params: { id } }),
    );
    return 'data' in reply ? reply : { ...reply, undoId: null };
  },
};
