import { fail, redirect, type ServerLoadEvent } from '@sveltejs/kit';
import { getBenchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listAudiences } from '@cenacle/shared/circles/contract.ts';
import { listMembers } from '@cenacle/shared/members/contract.ts';
import { discardDraft, getDraft, openThread, type ThreadKind } from '@cenacle/shared/threads/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { discussionOf } from '#lib/benchmarks/differences.ts';
import { formatFor } from '#lib/format.ts';
import { typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Words } from '#lib/words/fr.ts';
import { bodyOf, fieldNames, fieldOf, kindOf, missingIn, type Errors, type Typed } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

type Fetch = typeof fetch;

/** Beyond this nobody looks for a name in a list; with script one types it. */
const membersMax = 300;

const draftKeyOf = (kind: ThreadKind) => `new-${kind}` as const;

/** The draft of this form, or null; it is asked for here so that it is there without script too. */
async function findDraft(fetch: Fetch, kind: ThreadKind) {
  try {
    return await call(fetch, getDraft, { params: { key: draftKeyOf(kind) } });
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 404) return null;
    throw failure;
  }
}

/** Members to choose from by name where there is no script. */
async function listNames(event: { fetch: Fetch; url: URL }) {
  const names: { id: string; name: string }[] = [];
  let after: string | undefined;
  do {
    const page = await read(event, listMembers, { query: { limit: pageLimitMax, after } });
    names.push(...page.items.map(({ id, name }) => ({ id, name })));
    after = page.next ?? undefined;
  } while (after && names.length < membersMax);
  return names;
}

/** What a discussion of a benchmark's cell begins with, where the address names one; the API says who may quote it. */
async function quoteCell({ fetch, url, locals }: ServerLoadEvent) {
  const id = url.searchParams.get('benchmark');
  const cell = url.searchParams.get('cell');
  if (!id || !cell) return null;
  try {
    const benchmark = await call(fetch, getBenchmark, { params: { id } });
    const words = (await loadWords(locals.language)).benchmarks;
    return discussionOf(benchmark, cell, url.origin, formatFor(locals.language, 'UTC'), words);
  } catch (failure) {
    if (failure instanceof ApiError && failure.status === 404) return null;
    throw failure;
  }
}

/** On the server, for what only it can give: a key for this one form, the same before and after hydration. */
export const load: PageServerLoad = async (event) => {
  const kind = kindOf(event.url.searchParams.get('kind'));
  const [audiences, draft, members, quoted] = await Promise.all([
    read(event, listAudiences),
    findDraft(event.fetch, kind),
    event.isDataRequest ? [] : listNames(event),
    quoteCell(event),
  ]);
  return { kind, key: crypto.randomUUID(), audiences: audiences.items, draft, members, quoted };
};

/** What the API refused, beside the fields; what belongs to none of them is one sentence above. */
function refusalOf(failure: ApiError, words: Words['compose']) {
  const errors: Errors = {};
  let sentence = '';
  for (const { field, detail } of failure.errors) {
    const name = fieldOf(field);
    if (name) errors[name] ??= detail;
    else sentence ||= detail;
  }
  const isTold = Object.keys(errors).length > 0;
  return { errors, sentence: sentence || (isTold ? words.mend : failure.detail || words.notNow) };
}

export const actions: Actions = {
  publish: async ({ request, fetch, locals }) => {
    const form = await request.formData();
    const kind = kindOf(form.get('kind'));
    const key = String(form.get('key') ?? '');
    const typed: Typed = typedIn(form, fieldNames);
    const words = (await loadWords(locals.language)).compose;
    const refuse = (status: number, errors: Errors, sentence: string, isSent = false) =>
      fail(status, { kind, key, typed, errors, sentence, isSent });

    const missing = missingIn(kind, typed, words);
    if (Object.keys(missing).length > 0) return refuse(422, missing, words.mend);
    let id: string;
    try {
      id = (await call(fetch, openThread, { body: bodyOf(kind, typed), idempotencyKey: key || undefined }))
        .id;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.code === 'key_reused') {
        // The same form arrived before and was then changed: what came first stands, this may be another one.
        return fail(422, {
          kind,
          key: crypto.randomUUID(),
          typed,
          errors: {},
          sentence: words.sentBefore,
          isSent: true,
        });
      }
      // Signed out meanwhile, too: the page with what was typed is worth more than the way to sign-in.
      const { errors, sentence } = refusalOf(failure, words);
      return refuse(failure.status || 503, errors, sentence);
    }
    await call(fetch, discardDraft, { params: { key: draftKeyOf(kind) } }).catch((failure: unknown) => {
      // The case is published; a draft that stays behind can be thrown away by hand.
      if (!(failure instanceof ApiError)) throw failure;
    });
    redirect(303, `/threads/${id}`);
  },

  discard: async ({ request, fetch }) => {
    const kind = kindOf((await request.formData()).get('kind'));
    await call(fetch, discardDraft, { params: { key: draftKeyOf(kind) } });
    redirect(303, kind === 'case' ? '/threads/new' : '/threads/new?kind=discussion');
  },
};
