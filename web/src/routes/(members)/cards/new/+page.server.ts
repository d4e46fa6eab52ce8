import { redirect } from '@sveltejs/kit';
import { addCard } from '@cenacle/shared/cards/contract.ts';
import { call } from '#lib/api.ts';
import { cardFields, factsOf, restOf } from '#lib/cards/form.ts';
import { loadChoices } from '#lib/cards/load.ts';
import { performFacts } from '#lib/cards/send.ts';
import { typedIn } from '#lib/forms.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** The key stays with the form, so that a card sent twice is made once. */
export const load: PageServerLoad = async (event) => ({
  key: crypto.randomUUID(),
  ...(await loadChoices(event)),
});

export const actions: Actions = {
  default: async (event) => {
    const { language } = event.locals;
    const form = await event.request.formData();
    const typed = typedIn(form, cardFields);
    const key = String(form.get('key') ?? '');
    const { facts, errors } = factsOf(typed, language, (await loadWords(language)).cards.badAmount);
    let id = '';
    const reply = await performFacts(event, { name: 'add', typed, errors }, async () => {
      const body = { ...facts, ...restOf(typed) };
      ({ id } = await call(event.fetch, addCard, { body, ...(key ? { idempotencyKey: key } : {}) }));
    });
    if (id) redirect(303, `/cards/${id}`);
    return reply;
  },
};
