import { randomUUID } from 'node:crypto';
import { languages } from '@cenacle/shared/http.ts';
import { invite, revokeInvitation } from '@cenacle/shared/members/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** The key stays with the form, so that an invitation sent twice goes out once. */
export const load: PageServerLoad = () => ({ key: randomUUID() });

export const actions: Actions = {
  invite: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, ['email', 'language', 'note']);
    const idempotencyKey = String(form.get('key') ?? '') || undefined;
    const body = {
      email: typed.email ?? '',
      language: languages.find((one) => one === typed.language),
      note: typed.note ?? '',
    };
    const reply = await perform(event, { name: 'invite', typed }, () =>
      call(event.fetch, invite, { body, idempotencyKey }),
    );
    return 'done' in reply ? { ...reply, sentTo: body.email } : reply;
  },
  revoke: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const reply = await perform(event, { name: 'revoke' }, () =>
      call(event.fetch, revokeInvitation, { params: { id } }),
    );
    return 'done' in reply ? { ...reply, sentTo: '' } : reply;
  },
};
