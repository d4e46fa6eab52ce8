import { askForReset } from '@cenacle/shared/sessions/contract.ts';
import { call } from '#lib/api.ts';
import { perform, refuseField, typedIn } from '#lib/forms.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['email']);
    const { email = '' } = typed;
    if (!email) {
      const words = (await loadWords(event.locals.language)).signIn;
      return refuseField('reset', 'email', words.emailMissing, typed);
    }
    const reply = await perform(event, { name: 'reset', typed }, () =>
      call(event.fetch, askForReset, { body: { email } }),
    );
    // The page repeats the address, so that a mistyped one is seen.
    return 'done' in reply ? { ...reply, typed } : reply;
  },
};
