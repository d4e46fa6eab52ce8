import { fail, redirect } from '@sveltejs/kit';
import { getMe } from '@cenacle/shared/members/contract.ts';
import { askForCode, signIn } from '@cenacle/shared/sessions/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { localPath } from '#lib/preferences.ts';
import { codePath, fieldOf, keepCodeEmail } from '#lib/sign-in.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who is signed in already goes on; asked only when there is a cookie that could say so. */
export const load: PageServerLoad = async ({ cookies, fetch, url }) => {
  const next = localPath(url.searchParams.get('next'));
  if (cookies.get('cenacle_session')) {
    const member = await call(fetch, getMe).catch((failure: unknown) => {
      if (failure instanceof ApiError) return null;
      throw failure;
    });
    if (member) redirect(303, next);
  }
  return { next };
};

export const actions: Actions = {
  password: async ({ request, fetch, locals, url }) => {
    const form = await request.formData();
    const email = fieldOf(form, 'email');
    const password = String(form.get('password') ?? '');
    const words = (await loadWords(locals.language)).signIn;
    const missing = {
      ...(email ? {} : { email: words.emailMissing }),
      ...(password ? {} : { password: words.passwordMissing }),
    };
    if (Object.keys(missing).length > 0) return fail(422, { email, errors: missing, sentence: '' });
    try {
      await call(fetch, signIn, { body: { email, password } });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      const errors = { email: failure.of('email'), password: failure.of('password') };
      const sentence = errors.email || errors.password ? '' : failure.detail || words.notNow;
      return fail(failure.status || 503, { email, errors, sentence });
    }
    redirect(303, localPath(url.searchParams.get('next')));
  },

  code: async ({ request, fetch, cookies, locals, url }) => {
    const email = fieldOf(await request.formData(), 'email');
    const words = (await loadWords(locals.language)).signIn;
    if (!email) return fail(422, { email, errors: { email: words.emailMissing }, sentence: '' });
    try {
      await call(fetch, askForCode, { body: { email } });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      const error = failure.of('email');
      return fail(failure.status || 503, {
        email,
        errors: { email: error },
        sentence: error ? '' : failure.detail || words.notNow,
      });
    }
    keepCodeEmail(cookies, url, email);
    redirect(303, codePath(url.searchParams.get('next')));
  },
};
