import { error, fail, redirect } from '@sveltejs/kit';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listProviders } from '@cenacle/shared/providers/contract.ts';
import { discardDraft, getDraft, getThread, saveDraft } from '@cenacle/shared/threads/contract.ts';
import { listExcerpts, type Excerpt } from '@cenacle/shared/threads/helpful-contract.ts';
import { closeCase, listOutcomes, type Outcome } from '@cenacle/shared/threads/outcome-contract.ts';
import { ApiError, call } from '#lib/api.ts';
import {
  bodyOf,
  draftOf,
  fieldOf,
  outcomeFields,
  providerFieldsMax,
  typedOf,
  typedOfDraft,
} from '#lib/outcomes/form.ts';
import { typedIn } from '#lib/forms.ts';
import { signInPath } from '#lib/preferences.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

async function findDraft(fetch: typeof globalThis.fetch, id: string) {
  try {
    return (await call(fetch, getDraft, { params: { key: `outcome:${id}` } })).content;
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 404) return null;
    throw failure;
  }
}

/** Pages of answers that are offered at most: beyond, nobody looks through them in a form. */
const answerPagesMax = 3;

/** The answers that the author may say of that they helped. */
async function findAnswers(event: Parameters<PageServerLoad>[0]): Promise<Excerpt[]> {
  const answers: Excerpt[] = [];
  let after: number | null = 0;
  for (let page = 0; page < answerPagesMax && after !== null; page += 1) {
    const query: { after: number; limit: number } = { after, limit: pageLimitMax };
    const { items, next } = await read(event, listExcerpts, { params: event.params, query });
    answers.push(...items);
    after = next;
  }
  return answers;
}

/** The case, its outcome as it stands, and what was kept of the form. */
export const load: PageServerLoad = async (event) => {
  const { params, locals, fetch } = event;
  const [thread, providers, draft, outcomes, answers] = await Promise.all([
    read(event, getThread, { params }),
    event.isDataRequest ? { items: [] } : read(event, listProviders, { query: { limit: pageLimitMax } }),
    findDraft(fetch, params.id),
    read(event, listOutcomes, { params }),
    findAnswers(event),
  ]);
  const { errors } = await loadWords(locals.language);
  if (thread.kind !== 'case') error(404, errors.notFound.text, { code: 'not_found' });
  if (!thread.can.edit) error(403, errors.refused.text, { code: 'refused' });
  const stored = {
    typed: typedOf(
      thread.outcome,
      thread.helpful.map(({ post_id: id }) => id),
      locals.language,
    ),
    revision: outcomes.items[0]?.revision ?? 0,
  };
  return {
    thread,
    ...(draft ? typedOfDraft(draft) : stored),
    answers: answers.filter(({ author }) => author.id !== thread.author.id),
    candidates: providers.items.map(({ id, name, kind }) => ({ id, name, kind })),
    isRestored: draft !== null,
  };
};

const providerNames = Array.from({ length: providerFieldsMax }, (_, i) => [
  `provider.${i}`,
  `provider_name.${i}`,
]).flat();

export const actions: Actions = {
  close: async ({ request, fetch, locals, params, url }) => {
    const form = await request.formData();
    const typed = typedIn(form, [...outcomeFields, ...providerNames]);
    const all = await loadWords(locals.language);
    const words = all.outcome;
    const refuse = (
      status: number,
      errors: Record<string, string>,
      sentence = '',
      current: Outcome | null = null,
    ) => fail(status, { typed, errors, sentence, current });
    const revision = Number(form.get('revision') ?? 0);
    const built = bodyOf(typed, revision, locals.language, words, all.benchmarks.form.required);
    if ('errors' in built) return refuse(422, built.errors);
    try {
      await call(fetch, closeCase, { params, body: built.body });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.code === 'signed_out') redirect(303, signInPath({ pathname: url.pathname, search: '' }));
      if (failure.code === 'conflict') {
        const { current } = failure.body as { current: Outcome | null };
        return refuse(422, {}, words.conflict, current);
      }
      const errors: Record<string, string> = {};
      for (const { field, detail } of failure.errors) errors[fieldOf(field)] ??= detail;
      return refuse(failure.status || 503, errors, Object.keys(errors).length > 0 ? '' : failure.detail);
    }
    await call(fetch, discardDraft, { params: { key: `outcome:${params.id}` } }).catch(() => undefined);
    redirect(303, `/threads/${params.id}`);
  },

  /** Keeps the form as its draft, where there is no script that does. */
  keep: async ({ request, fetch, params, url }) => {
    const form = await request.formData();
    const typed = typedIn(form, [...outcomeFields, ...providerNames]);
    const content = draftOf(typed, Number(form.get('revision') ?? 0));
    await call(fetch, saveDraft, { params: { key: `outcome:${params.id}` }, body: { content } });
    redirect(303, url.pathname);
  },

  discard: async ({ fetch, params, url }) => {
    await call(fetch, discardDraft, { params: { key: `outcome:${params.id}` } }).catch((failure: unknown) => {
      if (!(failure instanceof ApiError)) throw failure;
    });
    redirect(303, url.pathname);
  },
};
