import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import {
  evaluate,
  getBenchmark,
  withdrawEvaluation,
  type Benchmark,
  type Evaluation,
} from '@cenacle/shared/benchmarks/contract.ts';
import { listCasesForEvidence, listEngagements } from '@cenacle/shared/evidence/contract.ts';
import { pageLimitMax, type BodyOf } from '@cenacle/shared/http.ts';
import { call, ApiError } from '#lib/api.ts';
import {
  bodyOf,
  evaluationFields,
  fieldOf,
  typedOf,
  valueNames,
  type Typed,
} from '#lib/benchmarks/evaluation-form.ts';
import { receiveDocument, type Document } from '#lib/evidence/document.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

const ownOf = (benchmark: Benchmark, optionId: string): Evaluation | undefined =>
  benchmark.mine.find(({ option_id: id }) => id === optionId);

/** The option that is evaluated, what the member said of it before, and what their evidence may rest on. */
export const load: PageServerLoad = async (event) => {
  const { params, url, locals } = event;
  const [benchmark, cases, engagements] = await Promise.all([
    read(event, getBenchmark, { params }),
    read(event, listCasesForEvidence),
    read(event, listEngagements, { query: { limit: pageLimitMax } }),
  ]);
  const optionId = url.searchParams.get('option') ?? '';
  const option = benchmark.options.find(({ id }) => id === optionId) ?? null;
  const own = option ? ownOf(benchmark, option.id) : undefined;
  return {
    benchmark,
    option,
    own: own ?? null,
    typed: typedOf(own, benchmark.criteria, locals.language),
    cases: cases.items,
    engagements: engagements.items,
  };
};

const evidenceFields = evaluationFields.filter(
  (name) => !['relation', 'conflict', 'again', 'comment'].includes(name),
);
const isSameEvidence = (a: Typed, b: Typed): boolean =>
  evidenceFields.every((name) => (a[name] ?? '') === (b[name] ?? ''));

/** The cases that `search` finds; null where nothing is looked for or nothing can be asked: those of `load` are shown. */
async function findCases(event: RequestEvent, search: string) {
  if (!search) return null;
  try {
    return (await call(event.fetch, listCasesForEvidence, { query: { q: search } })).items;
  } catch (failure) {
    if (failure instanceof ApiError) return null;
    throw failure;
  }
}

/**
 * What was sent, to be shown again: with its document on the server, so that a refusal costs nobody the choice of a file,
 * and with the cases among which one was chosen.
 */
async function receive(event: RequestEvent, name: string) {
  const form = await event.request.formData();
  const typed = typedIn(form, [...evaluationFields, ...valueNames(form)]);
  const search = String(form.get(name === 'find' ? 'case_q' : 'case_found') ?? '').trim();
  const errors: Record<string, string> = {};
  let document: Document = null;
  try {
    document = await receiveDocument(event, form);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    errors.document = failure.detail || failure.title;
  }
  const cases = await findCases(event, search);
  return { form, reply: { name, done: false, sentence: '', errors, typed, document, search, cases } };
}

async function send(event: RequestEvent<{ id: string }>, submit: boolean) {
  const { language } = event.locals;
  const words = (await loadWords(language)).benchmarks;
  const { form, reply } = await receive(event, submit ? 'submit' : 'save');
  const { typed, document } = reply;
  const refuse = (status: number, errors: Record<string, string>, sentence = '') =>
    fail(status, { ...reply, sentence, errors });
  if (reply.errors.document) return refuse(422, reply.errors);
  const optionId = String(form.get('option_id') ?? '');
  const version = Number(form.get('version')) || undefined;
  let sent: BodyOf<typeof evaluate> | null = null;
  try {
    const benchmark = await call(event.fetch, getBenchmark, { params: event.params });
    const { criteria } = benchmark;
    const own = ownOf(benchmark, optionId);
    const fileId = document?.id ?? own?.evidence?.file?.id ?? null;
    const built = bodyOf(optionId, criteria, typed, { submit, version, fileId, language }, words);
    if ('errors' in built) return refuse(422, built.errors);
    const { evidence, ...body } = built.body;
    // Left as it is: it may rest on what its member no longer reads.
    const isKept = own?.evidence && !document && isSameEvidence(typed, typedOf(own, criteria, language));
    sent = isKept || !evidence ? body : { ...body, evidence };
    await call(event.fetch, evaluate, { params: event.params, body: sent });
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    const errors: Record<string, string> = {};
    if (sent) for (const { field, detail } of failure.errors) errors[fieldOf(field, sent)] ??= detail;
    const sentence = failure.code === 'conflict' ? words.evaluate.conflictNotice : failure.detail;
    return refuse(failure.status || 503, errors, Object.keys(errors).length > 0 ? '' : sentence);
  }
  if (submit) redirect(303, `/benchmarks/${event.params.id}?done=submitted`);
  return { ...reply, done: true, typed: {}, document: null, search: '', cases: null };
}

export const actions: Actions = {
  find: async (event) => (await receive(event, 'find')).reply,
  save: (event) => send(event, false),
  submit: (event) => send(event, true),
  withdraw: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const reply = await perform(event, { name: 'withdraw' }, () =>
      call(event.fetch, withdrawEvaluation, { params: { id: event.params.id, evaluation_id: id } }),
    );
    if ('done' in reply && reply.done) redirect(303, `/benchmarks/${event.params.id}`);
    return reply;
  },
};
