import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { getCard, vouchAgains, vouchFor } from '@cenacle/shared/cards/contract.ts';
import {
  conflicts,
  listCasesForEvidence,
  listEngagements,
  relations,
} from '@cenacle/shared/evidence/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { ApiError, call } from '#lib/api.ts';
import { readEvidence } from '#lib/benchmarks/evaluation-form.ts';
import { ownVouch } from '#lib/cards/names.ts';
import { receiveDocument, type Document } from '#lib/evidence/document.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

const fields = [
  'for_what',
  'again',
  'relation',
  'conflict',
  'ground',
  'thread_id',
  'engagement_id',
  'grade',
  'role',
  'started_on',
  'ended_on',
  'amount',
] as const;

/** The card, the reader's own vouch as it stands, and what a vouch may rest on. */
export const load: PageServerLoad = async (event) => {
  const [card, cases, engagements] = await Promise.all([
    read(event, getCard, { params: event.params }),
    read(event, listCasesForEvidence),
    read(event, listEngagements, { query: { limit: pageLimitMax } }),
  ]);
  if (!card.can.vouch) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  const own = ownVouch(card.vouch_list);
  const evidence = own?.evidence;
  const before = evidence?.case;
  return {
    card,
    typed: {
      for_what: own?.for_what ?? '',
      again: own?.again ?? '',
      relation: own?.relation ?? '',
      conflict: own?.conflict ?? '',
      ground: evidence?.rests_on ?? '',
      thread_id: before?.id ?? '',
      engagement_id: evidence?.engagement_id ?? '',
      grade: evidence?.grade ?? '',
      role: evidence?.role ?? '',
      started_on: evidence?.started_on ?? '',
      ended_on: evidence?.ended_on ?? '',
      amount: evidence?.amount ?? '',
    } as Record<string, string>,
    document: evidence?.file ? { id: evidence.file.id, name: evidence.file.name } : null,
    cases: before && !cases.items.some(({ id }) => id === before.id) ? [before, ...cases.items] : cases.items,
    engagements: engagements.items,
  };
};

/** What was sent, with its document on the server, so that a refusal costs nobody the choice of a file. */
async function receive(event: RequestEvent, name: string) {
  const form = await event.request.formData();
  const typed = typedIn(form, fields);
  const search = String(form.get(name === 'find' ? 'case_q' : 'case_found') ?? '').trim();
  const errors: Record<string, string> = {};
  let document: Document = null;
  try {
    document = await receiveDocument(event, form);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    errors.document = failure.detail || failure.title;
  }
  const cases = search
    ? (await call(event.fetch, listCasesForEvidence, { query: { q: search } })).items
    : null;
  return { name, done: false, sentence: '', errors, typed, document, search, cases };
}

export const actions: Actions = {
  find: (event) => receive(event, 'find'),
  vouch: async (event) => {
    const all = await loadWords(event.locals.language);
    const sent = await receive(event, 'vouch');
    const { typed, document } = sent;
    const errors = { ...sent.errors };
    const evidence = readEvidence(typed, document?.id ?? null, all.benchmarks);
    if (evidence === null) errors.ground = all.cards.needsGround;
    else if ('errors' in evidence) Object.assign(errors, evidence.errors);
    const relation = relations.find((one) => one === typed.relation);
    const again = vouchAgains.find((one) => one === typed.again);
    if (!relation) errors.relation = all.benchmarks.form.required;
    if (!again) errors.again = all.benchmarks.form.required;
    if (!relation || !again || !evidence || 'errors' in evidence || Object.keys(errors).length > 0)
      return fail(422, { ...sent, errors });
    const shown = { ...typed, evidence: '' };
    const reply = await perform(event, { name: 'vouch', typed: shown }, async () => {
      const body = {
        for_what: typed.for_what ?? '',
        relation,
        again,
        conflict: conflicts.find((one) => one === typed.conflict) ?? ('none' as const),
        evidence,
      };
      try {
        await call(event.fetch, vouchFor, { params: event.params, body });
      } catch (failure) {
        if (failure instanceof ApiError)
          for (const fault of failure.errors) fault.field = fault.field.replace(/^evidence\./, '');
        throw failure;
      }
    });
    if ('done' in reply && reply.done) redirect(303, `/cards/${event.params.id}?done=vouched`);
    return 'data' in reply ? fail(reply.status, { ...sent, ...reply.data, typed }) : sent;
  },
};
