import { revokeInvitation } from '@cenacle/shared/members/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  revoke: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    return perform(event, { name: 'revoke' }, () => call(event.fetch, revokeInvitation, { params: { id } }));
  },
};
