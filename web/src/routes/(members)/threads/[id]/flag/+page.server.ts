import { flagPost, flagReasons } from '@cenacle/shared/moderation/contract.ts';
import { getPost, getThread } from '@cenacle/shared/threads/contract.ts';
import { redirect } from '@sveltejs/kit';
import { call } from '#lib/api.ts';
import { perform, refuseField, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** The post that is flagged, in its thread. */
export const load: PageServerLoad = async (event) => {
  const id = event.url.searchParams.get('post') ?? event.params.id;
  const [thread, post] = await Promise.all([
    read(event, getThread, { params: event.params }),
    read(event, getPost, { params: { id } }),
  ]);
  return { thread, post };
};

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['post_id', 'reason', 'note']);
    const reason = flagReasons.find((one) => one === typed.reason);
    if (!reason) {
      const { required } = (await loadWords(event.locals.language)).benchmarks.form;
      return refuseField('flag', 'reason', required, typed);
    }
    const reply = await perform(event, { name: 'flag', typed }, () =>
      call(event.fetch, flagPost, {
        params: { id: typed.post_id ?? '' },
        body: { reason, note: typed.note ?? '' },
      }),
    );
    if ('done' in reply && reply.done) redirect(303, '/settings/flags?done=1');
    return reply;
  },
};
