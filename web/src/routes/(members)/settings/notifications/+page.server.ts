import {
  mailPaces,
  liftSilence,
  notificationKinds,
  setNotificationSettings,
} from '@cenacle/shared/notifications/contract.ts';
import { call } from '#lib/api.ts';
import { listIn, perform, typedIn } from '#lib/forms.ts';
import type { Actions } from './$types';

const fields = ['app', 'digest', 'digest_day', 'hour', 'quiet_from', 'quiet_to', 'away_until'];

export const actions: Actions = {
  save: async (event) => {
    const paceFields = notificationKinds.map((kind) => `mail-${kind}`);
    const typed = typedIn(await event.request.formData(), [...fields, ...paceFields]);
    const onSite = new Set(listIn(typed.app));
    const kinds = notificationKinds.map((kind) => ({
      kind,
      app: onSite.has(kind),
      mail: mailPaces.find((pace) => pace === typed[`mail-${kind}`]) ?? 'never',
    }));
    const { quiet_from: from = '', quiet_to: to = '', away_until: awayUntil } = typed;
    const body = {
      kinds,
      digest: typed.digest === 'on',
      digest_day: Number(typed.digest_day),
      hour: Number(typed.hour),
      quiet: from === '' || to === '' || from === to ? null : { from: Number(from), to: Number(to) },
      away_until: awayUntil || null,
    };
    return perform(event, { name: 'notifications', typed }, () =>
      call(event.fetch, setNotificationSettings, { body }),
    );
  },
  /** Writes to the member's address again. */
  lift: (event) => perform(event, { name: 'lift' }, () => call(event.fetch, liftSilence)),
};
