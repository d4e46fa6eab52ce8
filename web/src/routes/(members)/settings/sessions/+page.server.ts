import { endSession } from '@cenacle/shared/sessions/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  end: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    return perform(event, { name: 'end' }, () => call(event.fetch, endSession, { params: { id } }));
  },
};
