import { notificationKinds, unsubscribe } from '@cenacle/shared/notifications/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import { lookAtLink } from '#lib/notifications/link.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ mail: await lookAtLink(event) });

export const actions: Actions = {
  /** The page's buttons, and what mail programs post by themselves (RFC 8058), which name no kind. */
  default: async (event) => {
    const typed = (await event.request.formData()).get('kind');
    const kind = notificationKinds.find((one) => one === typed);
    const { token } = event.params;
    return perform(event, { name: 'stop' }, () => call(event.fetch, unsubscribe, { body: { token, kind } }));
  },
};
