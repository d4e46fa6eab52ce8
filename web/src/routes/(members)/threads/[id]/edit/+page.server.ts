import { fail, redirect } from '@sveltejs/kit';
import { updateThread, type Thread } from '@cenacle/shared/threads/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { typedIn } from '#lib/forms.ts';
import { signInPath } from '#lib/preferences.ts';
import { changesOf, errorsOf, fieldNames, otherValues } from '#lib/threads/edit-form.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, fetch, params, url, locals }) => {
    const form = await request.formData();
    const typed = typedIn(form, fieldNames);
    const version = Number(form.get('version'));
    const isCase = form.get('kind') === 'case';
    try {
      await call(fetch, updateThread, { params, body: { version, ...changesOf(typed, isCase) } });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.code === 'signed_out') redirect(303, signInPath({ pathname: url.pathname, search: '' }));
      const words = (await loadWords(locals.language)).thread;
      const current = (failure.body as { current?: Thread } | null)?.current;
      if (failure.status === 409 && current) {
        const errors = otherValues(typed, current, words.theirValue);
        return fail(409, { typed, version: current.version, errors, sentence: words.threadConflict });
      }
      const errors = errorsOf(failure);
      const told = Object.keys(errors).length > 0;
      return fail(failure.status || 503, {
        typed,
        version,
        errors,
        sentence: told ? '' : failure.detail || words.notDone,
      });
    }
    redirect(303, `/threads/${params.id}?at=1`);
  },
};
