import { error, fail, redirect } from '@sveltejs/kit';
import { editBenchmark, getBenchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listProviders } from '@cenacle/shared/providers/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { draftIn, draftOf, fieldOf, linesOf, listsOf, withOthers } from '#lib/benchmarks/benchmark-form.ts';
import { changedForm, lateOf } from '#lib/benchmarks/line-action.ts';
import { listIn, perform } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** The benchmark as a form, for those who may change it. */
export const load: PageServerLoad = async (event) => {
  const [benchmark, providers] = await Promise.all([
    read(event, getBenchmark, { params: event.params }),
    event.isDataRequest ? { items: [] } : read(event, listProviders, { query: { limit: pageLimitMax } }),
  ]);
  if (!benchmark.can.edit) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  return {
    benchmark,
    late: await lateOf(event.fetch, benchmark.category ?? ''),
    initial: draftOf(benchmark, event.locals.language),
    candidates: providers.items.map(({ id, name, kind }) => ({ id, name, kind })),
  };
};

/** What the form was begun with, which comes and goes with it. */
const begunWith = (form: FormData) => ({
  version: Number(form.get('version')),
  known: listIn(String(form.get('known') ?? '')),
  chosen: String(form.get('chosen_option_id') ?? ''),
});

export const actions: Actions = {
  line: async ({ request, fetch, locals }) => {
    const form = await request.formData();
    const changed = await changedForm(fetch, form, locals.language);
    return fail(422, { ...begunWith(form), ...changed, sentence: '', current: null });
  },

  save: async ({ request, fetch, locals, params }) => {
    const form = await request.formData();
    const words = (await loadWords(locals.language)).benchmarks.form;
    const draft = draftIn(form);
    const lists = listsOf(draft, locals.language, words);
    const begun = begunWith(form);
    const refuse = (status: number, errors: Record<string, string>, sentence = '') =>
      fail(status, { ...begun, draft, late: null, errors, sentence, current: null });
    const errors = { ...(draft.need ? {} : { need: words.required }), ...lists.errors };
    if (Object.keys(errors).length > 0) return refuse(422, errors);
    try {
      const current = await call(fetch, getBenchmark, { params });
      const stored = draftOf(current, locals.language);
      // An option that somebody added is no edit, and yet it would be retired.
      if (current.version !== begun.version || linesOf(stored).some((id) => !begun.known.includes(id))) {
        return fail(422, {
          version: current.version,
          known: linesOf(stored),
          chosen: begun.chosen,
          draft: withOthers(draft, stored, new Set(begun.known)),
          late: null,
          errors: {} as Record<string, string>,
          sentence: words.conflict,
          current: stored,
        });
      }
      await call(fetch, editBenchmark, {
        params,
        body: {
          version: begun.version,
          need: draft.need,
          description: draft.description,
          ...lists.frame,
          criteria: lists.criteria,
          options: lists.options,
          chosen_option_id: begun.chosen || null,
        },
      });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.code === 'conflict') return refuse(422, {}, words.conflictJustNow);
      const told: Record<string, string> = {};
      for (const { field, detail } of failure.errors) told[fieldOf(field, lists)] ??= detail;
      return refuse(failure.status || 503, told, Object.keys(told).length > 0 ? '' : failure.detail);
    }
    redirect(303, `/benchmarks/${params.id}`);
  },

  state: async (event) => {
    const to = (await event.request.formData()).get('state') === 'closed' ? 'closed' : 'collecting';
    await perform(event, { name: 'state' }, () =>
      call(event.fetch, editBenchmark, { params: event.params, body: { state: to } }),
    );
    redirect(303, `/benchmarks/${event.params.id}`);
  },
};
