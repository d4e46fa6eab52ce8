import { redirect } from '@sveltejs/kit';
import { deleteLesson, putLesson } from '@cenacle/shared/threads/lesson-contract.ts';
import {
  discardDraft,
  followLevels,
  followThread,
  reply,
  updateThread,
  type Post,
} from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { perform, refuseField, typedIn } from '#lib/forms.ts';
import { answerAsked } from '#lib/outcomes/check-action.ts';
import { loadWords } from '#lib/words/load.ts';
import { postPath } from '#lib/threads/addresses.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  reply: async (event) => {
    const { fetch, locals, params, request } = event;
    const form = await request.formData();
    // As typed: spaces at the beginning of a line mean something in Markdown.
    const typed = { body: String(form.get('body') ?? '') };
    const { key = '', reply_to: replyTo = '' } = typedIn(form, ['key', 'reply_to']);
    if (typed.body.trim() === '') {
      return refuseField('reply', 'body', (await loadWords(locals.language)).thread.empty, typed);
    }
    let post: Post | null = null;
    const reply_ = await perform(event, { name: 'reply', typed }, async () => {
      const body = { body: typed.body, ...(replyTo ? { reply_to: replyTo } : {}) };
      post = await call(fetch, reply, { params, body, ...(key ? { idempotencyKey: key } : {}) });
    });
    if (!post) return reply_;
    // The text is published: a draft that stays behind would only be in the way.
    await call(fetch, discardDraft, { params: { key: `thread:${params.id}` } }).catch(() => undefined);
    redirect(303, postPath(params.id, (post as Post).position));
  },

  reopen: (event) =>
    perform(event, { name: 'reopen' }, () =>
      call(event.fetch, updateThread, { params: event.params, body: { finished: false } }),
    ),

  finish: (event) =>
    perform(event, { name: 'finish' }, () =>
      call(event.fetch, updateThread, { params: event.params, body: { finished: true } }),
    ),

  check: answerAsked,

  learn: async (event) => {
    const typed = typedIn(await event.request.formData(), ['learned', 'question']);
    return perform(event, { name: 'learn', typed }, () =>
      call(event.fetch, putLesson, { params: event.params, body: typed }),
    );
  },

  unlearn: (event) =>
    perform(event, { name: 'unlearn' }, () => call(event.fetch, deleteLesson, { params: event.params })),

  follow: async (event) => {
    const chosen = (await event.request.formData()).get('level');
    const level = followLevels.find((one) => one === chosen) ?? null;
    return perform(event, { name: 'follow' }, () =>
      call(event.fetch, followThread, { params: event.params, body: { level } }),
    );
  },
};
