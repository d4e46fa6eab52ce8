import { answerCircleInvitation } from '@cenacle/shared/circles/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  answer: async (event) => {
    const form = await event.request.formData();
    const id = String(form.get('id') ?? '');
    const answer = form.get('answer') === 'join' ? 'join' : 'decline';
    return perform(event, { name: answer }, () =>
      call(event.fetch, answerCircleInvitation, { params: { id }, body: { answer } }),
    );
  },
};
