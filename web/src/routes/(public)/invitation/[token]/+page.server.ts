import { error, redirect } from '@sveltejs/kit';
import { languages } from '@cenacle/shared/http.ts';
import { acceptInvitation, lookAtInvitation, passwordMin } from '@cenacle/shared/members/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { perform, refuseField, typedIn } from '#lib/forms.ts';
import { zoneOptions } from '#lib/members/zones.ts';
import { isLanguage, languageCookie, zoneDefault } from '#lib/preferences.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the link offers; looking changes nothing. Until a guest chooses one, the page speaks the invitation's language. */
export const load: PageServerLoad = async ({ params, fetch, cookies, locals }) => {
  try {
    const offer = await call(fetch, lookAtInvitation, { body: { token: params.token } });
    if (offer.kind === 'invitation' && !isLanguage(cookies.get(languageCookie)))
      locals.language = offer.language;
    return { offer, language: locals.language, zones: zoneOptions(zoneDefault), passwordMin };
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    // A mangled address (422) is as useless as a link that was used: one answer for both.
    const status = failure.status === 422 ? 404 : failure.status || 503;
    error(status, failure.detail || failure.title, { code: failure.code });
  }
};

export const actions: Actions = {
  default: async (event) => {
    const { params, request, fetch, locals } = event;
    const form = await request.formData();
    const typed = typedIn(form, ['name', 'email', 'language', 'zone', 'charter']);
    const { name = '', email, zone = '' } = typed;
    if (!typed.charter) {
      const words = (await loadWords(locals.language)).invitation;
      return refuseField('accept', 'charter', words.acceptMissing, typed);
    }
    const reply = await perform(event, { name: 'accept', typed, secret: ['password'] }, () =>
      call(fetch, acceptInvitation, {
        body: {
          token: params.token,
          name,
          // An invitation is bound to its address; only the first admin's form asks for one.
          ...(form.has('email') ? { email } : {}),
          password: String(form.get('password') ?? ''),
          language: languages.find((one) => one === typed.language) ?? locals.language,
          zone,
          charter: true,
        },
      }),
    );
    if ('done' in reply && reply.done) redirect(303, '/');
    return reply;
  },
};
