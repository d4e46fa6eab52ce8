import { error, redirect } from '@sveltejs/kit';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { askApi } from '#lib/server/api.ts';
import {
  isLanguage,
  isTheme,
  languageCookie,
  preferenceSecondsMax,
  preferredLanguage,
  signInPath,
  themeCookie,
} from '#lib/preferences.ts';

const htmlTag = '<html lang="%lang%" data-theme="%theme%">';
/** The two faces that every page begins with; italics and rarer letters come when a page needs them. */
const firstFonts = /(newsreader|instrument-sans)-latin-wght-normal\.woff2$/;

/** Has a form that can't be read, such as one cut off on its way, refused as what it is: no fault of ours. */
function refuseBrokenForms(request: Request): void {
  const read = request.formData.bind(request);
  request.formData = () =>
    read().catch((failure: unknown) => {
      if (failure instanceof TypeError) error(400, 'Bad request', { code: 'bad_body' });
      throw failure;
    });
}

export const handle: Handle = async ({ event, resolve }) => {
  const { cookies, locals, request } = event;
  const chosen = cookies.get(languageCookie);
  const guessed = isLanguage(chosen) ? chosen : preferredLanguage(request.headers.get('accept-language'));
  const theme = cookies.get(themeCookie);
  locals.language = guessed;
  locals.theme = isTheme(theme) ? theme : 'system';
  locals.now = Date.now();
  locals.apiCookies = [];
  refuseBrokenForms(request);

  const response = await resolve(event, {
    // Here, after the loads, the member's own language and theme are known (see askApi).
    transformPageChunk: ({ html }) =>
      html.replace(htmlTag, `<html lang="${locals.language}" data-theme="${locals.theme}">`),
    preload: (file) =>
      file.type === 'js' || file.type === 'css' || (file.type === 'font' && firstFonts.test(file.filename)),
  });

  // Pages hold what only one reader may see.
  response.headers.set('cache-control', 'no-store');
  for (const cookie of locals.apiCookies) response.headers.append('set-cookie', cookie);
  // Pages without a member, such as sign-in and errors, then speak the language of the last one.
  if (locals.language !== guessed) {
    const secure = event.url.protocol === 'https:' ? '; Secure' : '';
    response.headers.append(
      'set-cookie',
      `${languageCookie}=${locals.language}; Path=/; Max-Age=${preferenceSecondsMax}; SameSite=Lax${secure}`,
    );
  }
  return response;
};

/** The API runs in this very process: its calls go there without a network in between. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const reply = await askApi(event, request, url);
  // Whoever is signed out is led to sign in, whichever of a page's calls is answered first.
  const isOfMembers = event.route.id?.startsWith('/(members)') && event.request.method !== 'POST';
  if (reply.status === 401 && isOfMembers) redirect(303, signInPath(event.url));
  return reply;
};

export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind === 'unknown') console.error(error);
};
