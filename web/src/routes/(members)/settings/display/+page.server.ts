import { updateMe } from '@cenacle/shared/members/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { zoneOptions } from '#lib/members/zones.ts';
import { isLanguage, isTheme, languageCookie, preferenceSecondsMax, themeCookie } from '#lib/preferences.ts';
import { keysCookie } from '#lib/single-keys.ts';
import type { Actions, PageServerLoad } from './$types';

const kept = { path: '/', maxAge: preferenceSecondsMax, sameSite: 'lax', httpOnly: false } as const;

/** The page adds the member's own zone, should this server not know it. */
export const load: PageServerLoad = ({ cookies }) => ({
  zones: zoneOptions('UTC'),
  keys: cookies.get(keysCookie) === 'off' ? 'off' : 'on',
});

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['language', 'theme', 'zone', 'presence', 'keys']);
    const { language, theme, zone = '', presence = '', keys = '' } = typed;
    const body = {
      ...(isLanguage(language) ? { language } : {}),
      ...(isTheme(theme) ? { theme } : {}),
      ...(presence === 'on' || presence === 'off' ? { presence: presence === 'on' } : {}),
      zone,
    };
    return perform(event, { name: 'display', typed }, async () => {
      await call(event.fetch, updateMe, { body });
      // Pages without a member, such as sign-in, follow the last one's choice.
      if (body.language) event.cookies.set(languageCookie, body.language, kept);
      if (body.theme) event.cookies.set(themeCookie, body.theme, kept);
      if (keys === 'on' || keys === 'off') event.cookies.set(keysCookie, keys, kept);
    });
  },
};
