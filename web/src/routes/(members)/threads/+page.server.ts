import { markAllRead, undoMarkAllRead } from '@cenacle/shared/threads/unread-contract.ts';
import { call } from '#lib/api.ts';
import { followAction } from '#lib/follows/send.ts';
import { perform } from '#lib/forms.ts';
import { filterOf } from '#lib/threads/list/filter.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  follow: followAction,

  mark_all: async (event) => {
    const { kind, circleId, tag } = filterOf(event.url.searchParams);
    const body = {
      ...(kind ? { kind } : {}),
      ...(circleId ? { circle_id: circleId } : {}),
      ...(tag ? { tag } : {}),
    };
    let sweep = { id: '', marked: 0 };
    const reply = await perform(event, { name: 'mark_all' }, async () => {
      sweep = await call(event.fetch, markAllRead, { body });
    });
    return 'data' in reply ? reply : { ...reply, count: sweep.marked, sweepId: sweep.id };
  },

  undo: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    let count = 0;
    const reply = await perform(event, { name: 'undo' }, async () => {
      ({ restored: count } = await call(event.fetch, undoMarkAllRead, { params: { id } }));
    });
    return 'data' in reply ? reply : { ...reply, count };
  },
};
