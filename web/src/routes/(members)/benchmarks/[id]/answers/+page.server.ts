import {
  answerSources,
  listCandidates,
  pasteAnswers,
  settleCandidate,
} from '@cenacle/shared/benchmarks/answers-contract.ts';
import { getBenchmark } from '@cenacle/shared/benchmarks/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

/** Candidates, and of the benchmark only what the page names. */
export const load: PageServerLoad = async (event) => {
  const [{ id, need, language, can }, candidates] = await Promise.all([
    read(event, getBenchmark, { params: event.params }),
    read(event, listCandidates, { params: event.params }),
  ]);
  return {
    key: crypto.randomUUID(),
    benchmark: { id, need, language, isOpen: can.add_option },
    candidates: candidates.items,
  };
};

export const actions: Actions = {
  paste: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, ['source', 'note', 'text']);
    const key = String(form.get('key') ?? '');
    let mentions = 0;
    const reply = await perform(event, { name: 'paste', typed }, async () => {
      const found = await call(event.fetch, pasteAnswers, {
        params: event.params,
        body: {
          source: answerSources.find((one) => one === typed.source) ?? 'list',
          note: typed.note ?? '',
          text: typed.text ?? '',
        },
        ...(key ? { idempotencyKey: key } : {}),
      });
      mentions = found.mentions;
    });
    if (!('done' in reply)) return reply;
    // What was found is told in place of what was typed.
    const told: Record<string, string> = { mentions: String(mentions) };
    return { ...reply, typed: told };
  },

  settle: async (event) => {
    const form = await event.request.formData();
    const params = { ...event.params, candidate_id: String(form.get('id') ?? '') };
    return perform(event, { name: 'settle' }, () =>
      call(event.fetch, settleCandidate, { params, body: { accepted: form.get('accepted') === '1' } }),
    );
  },
};
