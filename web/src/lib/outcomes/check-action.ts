import type { RequestEvent } from '@sveltejs/kit';
import {
  answerCheck,
  checkAnswers,
  checkDays,
  type CheckAnswer,
} from '@cenacle/shared/threads/check-contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';

/** Does what a form of `CheckForm` asks for; the reply is under the name `check`. */
export async function answerAsked(
  event: Pick<RequestEvent<{ id?: string }>, 'request' | 'fetch' | 'url' | 'params'>,
) {
  const form = await event.request.formData();
  const typed = typedIn(form, ['thread_id', 'days', 'answer', 'line']);
  const days = checkDays.find((one) => String(one) === typed.days) ?? checkDays[0];
  // What is no answer is for the API to refuse.
  const answer = checkAnswers.find((one) => one === typed.answer) ?? ('' as CheckAnswer);
  const body = { days, answer, line: typed.line ?? '', version: Number(form.get('version')) || 0 };
  return perform(event, { name: 'check', typed }, () =>
    call(event.fetch, answerCheck, { params: { id: event.params.id ?? typed.thread_id ?? '' }, body }),
  );
}
