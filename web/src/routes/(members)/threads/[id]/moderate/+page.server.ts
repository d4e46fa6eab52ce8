import { listCircles } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import {
  hidePost,
  listThreadActs,
  lockThread,
  mergeThreads,
  narrowThread,
  removeLesson,
  restorePost,
} from '@cenacle/shared/moderation/contract.ts';
import { getPost, getThread } from '@cenacle/shared/threads/contract.ts';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { call } from '#lib/api.ts';
import { perform, refuseField, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** A thread for moderators who see it, and of its posts the one of the address. */
export const load: PageServerLoad = async (event) => {
  const postId = event.url.searchParams.get('post');
  const [thread, post, circles, log] = await Promise.all([
    read(event, getThread, { params: event.params }),
    postId ? read(event, getPost, { params: { id: postId } }) : null,
    read(event, listCircles, { query: { limit: pageLimitMax } }),
    read(event, listThreadActs, { params: event.params }),
  ]);
  if (!thread.can.moderate) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  return {
    thread,
    post,
    circles: circles.items.map(({ audience_id: id, name }) => ({ id, name })),
    acts: log.items,
  };
};

const fields = ['post_id', 'lesson_id', 'reason', 'audience_id', 'locked', 'into_id'] as const;
const idIn = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

async function act(
  event: RequestEvent<{ id: string }>,
  name: string,
  ask: (typed: Record<string, string>, reason: string) => Promise<unknown>,
) {
  const typed = typedIn(await event.request.formData(), fields);
  return perform(event, { name, typed }, () => ask(typed, typed.reason ?? ''));
}

export const actions: Actions = {
  hide: (event) =>
    act(event, 'post', ({ post_id: id = '' }, reason) =>
      call(event.fetch, hidePost, { params: { id }, body: { reason } }),
    ),
  restore: (event) =>
    act(event, 'post', ({ post_id: id = '' }, reason) =>
      call(event.fetch, restorePost, { params: { id }, body: { reason } }),
    ),
  remove_lesson: (event) =>
    act(event, 'lesson', ({ lesson_id: id = '' }, reason) =>
      call(event.fetch, removeLesson, { params: { id }, body: { reason } }),
    ),
  lock: (event) =>
    act(event, 'lock', ({ locked }, reason) =>
      call(event.fetch, lockThread, { params: event.params, body: { locked: locked === '1', reason } }),
    ),
  merge: async (event) => {
    const typed = typedIn(await event.request.formData(), fields);
    const into = idIn.exec(typed.into_id ?? '')?.[0];
    if (!into) {
      const words = (await loadWords(event.locals.language)).moderation;
      return refuseField('merge', 'into_id', words.notAddress, typed);
    }
    const reply = await perform(event, { name: 'merge', typed }, () =>
      call(event.fetch, mergeThreads, {
        params: event.params,
        body: { into_id: into, reason: typed.reason ?? '' },
      }),
    );
    if ('done' in reply && reply.done) redirect(303, `/threads/${into}`);
    return reply;
  },
  narrow: (event) =>
    act(event, 'narrow', ({ audience_id: id = '' }, reason) =>
      call(event.fetch, narrowThread, { params: event.params, body: { audience_id: id, reason } }),
    ),
};
