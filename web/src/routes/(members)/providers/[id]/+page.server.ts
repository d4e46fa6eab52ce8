import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { recordReply, removeReply } from '@cenacle/shared/providers/record-contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** A key for recording a reply once. */
export const load: PageServerLoad = () => ({ replyKey: crypto.randomUUID() });

export const actions: Actions = {
  reply: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, ['text', 'source', 'said_on', 'audience_id']);
    const { text = '', source = '', said_on: saidOn = '' } = typed;
    const key = String(form.get('key') ?? '');
    const body = { text, source, said_on: saidOn, audience_id: typed.audience_id || allMembersAudienceId };
    return perform(event, { name: 'reply', typed }, () =>
      call(event.fetch, recordReply, {
        params: event.params,
        body,
        ...(key ? { idempotencyKey: key } : {}),
      }),
    );
  },

  remove: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    return perform(event, { name: 'remove' }, () =>
      call(event.fetch, removeReply, { params: { ...event.params, reply_id: id } }),
    );
  },
};
