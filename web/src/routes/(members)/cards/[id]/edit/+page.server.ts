import { error, redirect } from '@sveltejs/kit';
import { editCard, getCard } from '@cenacle/shared/cards/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { cardFields, factsOf, restOf, typedOf } from '#lib/cards/form.ts';
import { loadChoices } from '#lib/cards/load.ts';
import { performFacts } from '#lib/cards/send.ts';
import { typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** One's own card as a form. */
export const load: PageServerLoad = async (event) => {
  const [card, choices] = await Promise.all([
    read(event, getCard, { params: event.params }),
    loadChoices(event),
  ]);
  if (!card.can.edit) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  return { card, initial: typedOf(card, event.locals.language), ...choices };
};

export const actions: Actions = {
  default: async (event) => {
    const { language } = event.locals;
    const form = await event.request.formData();
    const typed = typedIn(form, cardFields);
    const words = (await loadWords(language)).cards;
    const { facts, errors } = factsOf(typed, language, words.badAmount);
    let version = Number(form.get('version'));
    let isOvertaken = false;
    const reply = await performFacts(event, { name: 'edit', typed, errors }, async () => {
      try {
        await call(event.fetch, editCard, {
          params: event.params,
          body: { ...facts, ...restOf(typed), version },
        });
      } catch (failure) {
        isOvertaken = failure instanceof ApiError && failure.code === 'conflict';
        if (isOvertaken && failure instanceof ApiError)
          version = (failure.body as { current: { version: number } }).current.version;
        throw failure;
      }
    });
    if ('done' in reply && reply.done) redirect(303, `/cards/${event.params.id}`);
    // The reply goes back with the version that stands: who saves again has been told.
    if ('data' in reply && isOvertaken)
      return { ...reply.data, sentence: words.conflict, version: version as number | null };
    return 'data' in reply ? reply : { ...reply, version: null as number | null };
  },
};
