import { fail, redirect } from '@sveltejs/kit';
import { askForCode, signInWithCode } from '@cenacle/shared/sessions/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { localPath } from '#lib/preferences.ts';
import { codeEmailOf, fieldOf, forgetCodeEmail, keepCodeEmail } from '#lib/sign-in.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, url }) => {
  const next = localPath(url.searchParams.get('next'));
  const email = codeEmailOf(cookies);
  if (!email) redirect(303, next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  return { email, next };
};

export const actions: Actions = {
  verify: async ({ request, fetch, cookies, locals, url }) => {
    const form = await request.formData();
    const email = codeEmailOf(cookies);
    const code = fieldOf(form, 'code').replace(/\s/g, '');
    const words = (await loadWords(locals.language)).signIn;
    if (!email) redirect(303, '/sign-in');
    if (!code) return fail(422, { error: words.codeMissing, code, again: false });
    try {
      await call(fetch, signInWithCode, { body: { email, code } });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      const error = failure.of('code') ?? (failure.detail || words.notNow);
      return fail(failure.status || 503, { error, code, again: false });
    }
    forgetCodeEmail(cookies);
    redirect(303, localPath(url.searchParams.get('next')));
  },

  again: async ({ fetch, cookies, locals, url }) => {
    const email = codeEmailOf(cookies);
    const words = (await loadWords(locals.language)).signIn;
    if (!email) redirect(303, '/sign-in');
    try {
      await call(fetch, askForCode, { body: { email } });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      return fail(failure.status || 503, { error: failure.detail || words.notNow, code: '', again: false });
    }
    keepCodeEmail(cookies, url, email);
    return { error: '', code: '', again: true };
  },
};
