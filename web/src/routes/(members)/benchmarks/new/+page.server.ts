import { cut } from '@cenacle/shared/text.ts';
import { fail, redirect } from '@sveltejs/kit';
import { openBenchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { listAudiences } from '@cenacle/shared/circles/contract.ts';
import { languages, pageLimitMax } from '@cenacle/shared/http.ts';
import { listProviders } from '@cenacle/shared/providers/contract.ts';
import { discardDraft, getDraft, getThread } from '@cenacle/shared/threads/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import {
  draftIn,
  emptyDraft,
  emptyOption,
  fieldOf,
  listsOf,
  unpacked,
  type BenchmarkDraft,
} from '#lib/benchmarks/benchmark-form.ts';
import { changedForm, lateOf } from '#lib/benchmarks/line-action.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

const draftParams = { key: 'new-benchmark' };

async function findDraft(fetch: typeof globalThis.fetch): Promise<BenchmarkDraft | null> {
  try {
    return unpacked((await call(fetch, getDraft, { params: draftParams })).content);
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 404) return null;
    throw failure;
  }
}

/** The form: what was kept of it, or empty, or begun from a case; on the server for its key. */
export const load: PageServerLoad = async (event) => {
  const caseId = event.url.searchParams.get('case');
  const [audiences, providers, kept, thread] = await Promise.all([
    read(event, listAudiences),
    event.isDataRequest ? { items: [] } : read(event, listProviders, { query: { limit: pageLimitMax } }),
    caseId ? null : findDraft(event.fetch),
    caseId ? read(event, getThread, { params: { id: caseId } }) : null,
  ]);
  const offered = audiences.items.some(({ id }) => id === thread?.audience.id);
  const empty: BenchmarkDraft = {
    ...emptyDraft(),
    need: cut(thread?.title ?? '', 200),
    // A case that only some read offers no audience of its own: nobody else is chosen by default.
    audience_id: (thread ? (offered ? thread.audience.id : '') : audiences.items[0]?.id) ?? '',
    options: [emptyOption(), emptyOption()],
  };
  const initial = kept && kept.criteria.length > 0 ? kept : empty;
  return {
    key: crypto.randomUUID(),
    late: await lateOf(event.fetch, initial.category),
    audiences: audiences.items,
    candidates: providers.items.map(({ id, name, kind }) => ({ id, name, kind })),
    thread: thread && { id: thread.id, title: thread.title, language: thread.language },
    initial: { ...initial, audience_id: initial.audience_id || empty.audience_id },
    isRestored: kept !== null && kept.criteria.length > 0,
  };
};

export const actions: Actions = {
  line: async ({ request, fetch, locals }) => {
    const form = await request.formData();
    const changed = await changedForm(fetch, form, locals.language);
    return fail(422, { ...changed, key: String(form.get('key') ?? ''), sentence: '' });
  },

  create: async ({ request, fetch, locals }) => {
    const form = await request.formData();
    const words = (await loadWords(locals.language)).benchmarks.form;
    const draft = draftIn(form);
    const key = String(form.get('key') ?? '');
    const refuse = (status: number, errors: Record<string, string>, sentence = '') =>
      fail(status, { draft, late: null, key, errors, sentence });
    const lists = listsOf(draft, locals.language, words);
    const errors = { ...(draft.need ? {} : { need: words.required }), ...lists.errors };
    if (Object.keys(errors).length > 0) return refuse(422, errors);
    const threadId = String(form.get('thread_id') ?? '');
    const language = languages.find((one) => one === form.get('language'));
    let id: string;
    try {
      const body = {
        need: draft.need,
        description: draft.description,
        ...lists.frame,
        criteria: lists.criteria,
        options: lists.options,
        ...(draft.audience_id ? { audience_id: draft.audience_id } : {}),
        ...(threadId ? { thread_id: threadId } : {}),
        ...(language ? { language } : {}),
      };
      ({ id } = await call(fetch, openBenchmark, { body, ...(key ? { idempotencyKey: key } : {}) }));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.code === 'key_reused') {
        // The same form arrived before and was then changed: what came first stands, this may be another one.
        return fail(422, {
          draft,
          late: null,
          key: crypto.randomUUID(),
          errors: {} as Record<string, string>,
          sentence: words.sentBefore,
        });
      }
      const told: Record<string, string> = {};
      for (const { field, detail } of failure.errors) told[fieldOf(field, lists)] ??= detail;
      return refuse(failure.status || 503, told, Object.keys(told).length > 0 ? '' : failure.detail);
    }
    // It is opened: a draft that stays behind would only be in the way.
    if (!threadId) await call(fetch, discardDraft, { params: draftParams }).catch(() => undefined);
    redirect(303, `/benchmarks/${id}`);
  },

  discard: async ({ fetch }) => {
    await call(fetch, discardDraft, { params: draftParams });
    redirect(303, '/benchmarks/new');
  },
};
