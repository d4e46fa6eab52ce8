import { listFindings, listKnowledge, pinFindings, pinsMax } from '@cenacle/shared/knowledge/contract.ts';
import { call } from '#lib/api.ts';
import { perform } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

/** The subjects, and the finished cases of one of them or of all. */
export const load: PageServerLoad = async (event) => {
  const params = event.url.searchParams;
  const tag = params.get('tag')?.trim() || null;
  const [tags, findings] = await Promise.all([
    read(event, listKnowledge),
    read(event, listFindings, {
      query: { ...(tag ? { tag } : {}), after: params.get('after') ?? undefined },
    }),
  ]);
  return { tag, tags: tags.items, findings };
};

export const actions: Actions = {
  /** Puts a case first, takes it off the top, or moves it up by one. */
  pin: async (event) => {
    const form = await event.request.formData();
    const [tag, id, how] = ['tag', 'id', 'how'].map((name) => String(form.get(name) ?? ''));
    return perform(event, { name: 'pin' }, async () => {
      const { items } = await call(event.fetch, listFindings, { query: { tag } });
      const pinned = items.filter(({ pin }) => pin !== null).map((item) => item.id);
      const at = pinned.indexOf(id ?? '');
      const others = pinned.filter((each) => each !== id);
      if (how !== 'unpin' && id) others.splice(how === 'up' ? Math.max(0, at - 1) : 0, 0, id);
      const body = { tag: tag ?? '', thread_ids: others.slice(0, pinsMax) };
      await call(event.fetch, pinFindings, { body });
    });
  },
};
