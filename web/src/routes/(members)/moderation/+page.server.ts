import {
  hidePost,
  listFlags,
  lockThread,
  resolveFlag,
  restorePost,
  takeFlag,
} from '@cenacle/shared/moderation/contract.ts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

/** The queue, and the flag that is looked at: the one of the address, else the first. */
export const load: PageServerLoad = async (event) => {
  const params = event.url.searchParams;
  const done = params.get('show') === 'done';
  const list = await read(event, listFlags, {
    query: { ...(done ? { state: 'resolved' as const } : {}), after: params.get('after') ?? undefined },
  });
  const chosen = list.items.find(({ id }) => id === params.get('flag')) ?? list.items[0] ?? null;
  return { done, list, chosen };
};

const fields = ['flag_id', 'post_id', 'thread_id', 'reason', 'answer'] as const;

/** What acts on the flag that is shown, and then settles it: the reason is the same for both. */
async function act(
  event: RequestEvent,
  name: string,
  outcome: 'acted' | 'nothing',
  ask?: (typed: { post: string; thread: string; reason: string }) => Promise<unknown>,
) {
  const typed = typedIn(await event.request.formData(), fields);
  const { flag_id: id = '', post_id: post = '', thread_id: thread = '', reason = '', answer = '' } = typed;
  const reply = await perform(event, { name, typed }, async () => {
    await ask?.({ post, thread, reason });
    await call(event.fetch, resolveFlag, { params: { id }, body: { outcome, reason, answer } });
  });
  if ('done' in reply && reply.done) redirect(303, '/moderation?done=1');
  return reply;
}

export const actions: Actions = {
  take: async (event) => {
    const id = String((await event.request.formData()).get('flag_id') ?? '');
    const reply = await perform(event, { name: 'take' }, () =>
      call(event.fetch, takeFlag, { params: { id } }),
    );
    if ('done' in reply && reply.done) redirect(303, `/moderation?flag=${id}`);
    return reply;
  },
  hide: (event) =>
    act(event, 'act', 'acted', ({ post, reason }) =>
      call(event.fetch, hidePost, { params: { id: post }, body: { reason } }),
    ),
  restore: (event) =>
    act(event, 'act', 'acted', ({ post, reason }) =>
      call(event.fetch, restorePost, { params: { id: post }, body: { reason } }),
    ),
  lock: (event) =>
    act(event, 'act', 'acted', ({ thread, reason }) =>
      call(event.fetch, lockThread, { params: { id: thread }, body: { locked: true, reason } }),
    ),
  settle: (event) => act(event, 'act', 'acted'),
  nothing: (event) => act(event, 'act', 'nothing'),
};
