import type { RequestEvent } from '@sveltejs/kit';
import { answerUse, useAgain, useMonths } from '@cenacle/shared/threads/use-contract.ts';
import { call } from '#lib/api.ts';
import { perform, refuseField, typedIn } from '#lib/forms.ts';
import { loadWords } from '#lib/words/load.ts';

/** Does what a form of `DueUses` asks for; the reply is under the name `use`. */
export async function answerUseAsked(event: Pick<RequestEvent, 'request' | 'fetch' | 'url' | 'locals'>) {
  const form = await event.request.formData();
  const typed = typedIn(form, ['asked', 'still', 'again', 'line']);
  const words = (await loadWords(event.locals.language)).benchmarks.form;
  const again = useAgain.find((one) => one === typed.again);
  if (typed.still !== '1' && typed.still !== '0') return refuseField('use', 'still', words.required, typed);
  if (!again) return refuseField('use', 'again', words.required, typed);
  const [threadId = '', providerId = ''] = (typed.asked ?? '').split('.');
  const months = useMonths.find((one) => String(one) === form.get('months')) ?? useMonths[0];
  return perform(event, { name: 'use', typed }, () =>
    call(event.fetch, answerUse, {
      params: { id: threadId },
      body: { provider_id: providerId, months, still: typed.still === '1', again, line: typed.line ?? '' },
    }),
  );
}
