import { zoneDefault } from '#lib/preferences.ts';
import type { LayoutServerLoad } from './$types';

/** What only the request tells: cookies, Accept-Language, the server's clock. */
export const load: LayoutServerLoad = ({ locals }) => ({
  language: locals.language,
  theme: locals.theme,
  zone: zoneDefault,
  now: locals.now,
});
