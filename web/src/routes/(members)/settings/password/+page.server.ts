import { passwordMin } from '@cenacle/shared/members/contract.ts';
import { changePassword } from '@cenacle/shared/sessions/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ passwordMin });

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    // Passwords go in as they were typed: spaces at their ends count.
    const body = {
      current: String(form.get('current') ?? ''),
      password: String(form.get('password') ?? ''),
    };
    return perform(event, { name: 'password', secret: ['current', 'password'] }, () =>
      call(event.fetch, changePassword, { body }),
    );
  },
};
