import { mergeTags } from '@cenacle/shared/moderation/contract.ts';
import { listTags } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ tags: (await read(event, listTags)).items });

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['from', 'into', 'reason']);
    let count = 0;
    const reply = await perform(event, { name: 'merge', typed }, async () => {
      const { from = '', into = '', reason = '' } = typed;
      ({ thread_count: count } = await call(event.fetch, mergeTags, { body: { from, into, reason } }));
    });
    return 'data' in reply ? reply : { ...reply, count };
  },
};
