import { notificationKinds, setNotificationSettings } from '@cenacle/shared/notifications/contract.ts';
import { call } from '#lib/api.ts';
import { listIn, perform, typedIn } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['app']);
    const wanted = new Set(listIn(typed.app));
    const kinds = notificationKinds.map((kind) => ({ kind, app: wanted.has(kind) }));
    return perform(event, { name: 'notifications', typed }, () =>
      call(event.fetch, setNotificationSettings, { body: { kinds } }),
    );
  },
};
