import { redirect } from '@sveltejs/kit';
import { passwordMin } from '@cenacle/shared/members/contract.ts';
import { resetPassword } from '@cenacle/shared/sessions/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link changes nothing and asks nothing: only the form's own post uses it up. */
export const load: PageServerLoad = () => ({ passwordMin });

export const actions: Actions = {
  default: async (event) => {
    const password = String((await event.request.formData()).get('password') ?? '');
    const reply = await perform(event, { name: 'finish', secret: ['password'] }, () =>
      call(event.fetch, resetPassword, { body: { token: event.params.token, password } }),
    );
    if ('done' in reply && reply.done) redirect(303, '/');
    return reply;
  },
};
