import { readMail } from '@cenacle/shared/notifications/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import { lookAtLink } from '#lib/notifications/link.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ mail: await lookAtLink(event) });

export const actions: Actions = {
  default: async (event) =>
    perform(event, { name: 'read' }, () =>
      call(event.fetch, readMail, { body: { token: event.params.token } }),
    ),
};
