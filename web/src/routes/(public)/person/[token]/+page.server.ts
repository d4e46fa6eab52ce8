import { error, redirect } from '@sveltejs/kit';
import {
  correctAsPerson,
  lookAsPerson,
  withdrawals,
  withdrawAsPerson,
} from '@cenacle/shared/cards/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { factFields, factsOf, typedOf } from '#lib/cards/form.ts';
import { performFacts } from '#lib/cards/send.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is kept of whom the link leads here, an error page when it leads nowhere. Looking changes nothing. */
export const load: PageServerLoad = async ({ params, fetch, locals, setHeaders }) => {
  setHeaders({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  });
  try {
    const card = await call(fetch, lookAsPerson, { body: { token: params.token } });
    return { card, initial: typedOf(card, locals.language) };
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    const status = failure.status === 422 ? 404 : failure.status || 503;
    error(status, failure.detail || failure.title, { code: failure.code });
  }
};

export const actions: Actions = {
  correct: async (event) => {
    const { language } = event.locals;
    const typed = typedIn(await event.request.formData(), factFields);
    const { facts, errors } = factsOf(typed, language, (await loadWords(language)).cards.badAmount);
    return performFacts(event, { name: 'correct', typed, errors }, () =>
      call(event.fetch, correctAsPerson, { body: { token: event.params.token, ...facts } }),
    );
  },
  withdraw: async (event) => {
    const typed = (await event.request.formData()).get('kind');
    const kind = withdrawals.find((one) => one === typed) ?? 'objection';
    const reply = await perform(event, { name: 'withdraw' }, () =>
      call(event.fetch, withdrawAsPerson, { body: { token: event.params.token, kind } }),
    );
    // Elsewhere, since the link leads nowhere now.
    if ('done' in reply && reply.done) redirect(303, '/person/done');
    return reply;
  },
};
