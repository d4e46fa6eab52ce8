import { putOffClosing } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import { answerAsked } from '#lib/outcomes/check-action.ts';
import { answerUseAsked } from '#lib/outcomes/use-action.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  check: answerAsked,

  use: answerUseAsked,

  not_yet: async (event) => {
    const id = String((await event.request.formData()).get('thread_id') ?? '');
    return perform(event, { name: 'not_yet' }, () => call(event.fetch, putOffClosing, { params: { id } }));
  },
};
