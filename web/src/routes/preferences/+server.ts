import { error, redirect } from '@sveltejs/kit';
import { updateMe } from '@cenacle/shared/members/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import {
  isLanguage,
  isTheme,
  languageCookie,
  localPath,
  preferenceSecondsMax,
  themeCookie,
} from '#lib/preferences.ts';
import type { RequestHandler } from './$types';

/** Sets this browser's language or theme, and a signed-in member's own; then leads a form back to its page. */
export const POST: RequestHandler = async ({ request, cookies, fetch, locals, url }) => {
  const form = await request.formData();
  const language = form.get('language');
  const theme = form.get('theme');
  const next = form.get('next');
  const wanted = {
    ...(isLanguage(language) ? { language } : {}),
    ...(isTheme(theme) ? { theme } : {}),
  };
  if (Object.keys(wanted).length === 0) error(422, 'language, theme');

  const kept = {
    path: '/',
    maxAge: preferenceSecondsMax,
    sameSite: 'lax',
    httpOnly: false,
    secure: url.protocol === 'https:',
  } as const;
  if (wanted.language) {
    cookies.set(languageCookie, wanted.language, kept);
    locals.language = wanted.language;
  }
  if (wanted.theme) cookies.set(themeCookie, wanted.theme, kept);
  try {
    await call(fetch, updateMe, { body: wanted });
  } catch (failure) {
    // Guests have no setting of their own: the cookie is all there is to keep.
    if (!(failure instanceof ApiError) || failure.status !== 401) throw failure;
  }
  if (request.headers.get('accept') === 'application/json') return new Response(null, { status: 204 });
  redirect(303, localPath(String(next ?? '/')));
};
