import { error, redirect } from '@sveltejs/kit';
import { addBookmark } from '@cenacle/shared/threads/bookmark-contract.ts';
import { getPost, getThread } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { pathOf } from '#lib/bookmarks/names.ts';
import { read } from '#lib/read.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is to be marked: the post or the thread of the address. What is marked already leads to its bookmark. */
export const load: PageServerLoad = async (event) => {
  const postId = event.url.searchParams.get('post');
  const threadId = event.url.searchParams.get('thread');
  const post = postId ? await read(event, getPost, { params: { id: postId } }) : null;
  const id = post?.thread_id ?? threadId;
  if (!id) error(404, 'Not found');
  const thread = await read(event, getThread, { params: { id } });
  const known = post ? post.bookmark_id : thread.bookmark_id;
  if (known) redirect(303, `/bookmarks/${known}`);
  return { thread, post, back: pathOf({ thread, post }) };
};

export const actions: Actions = {
  default: async (event) => {
    const typed = typedIn(await event.request.formData(), ['post_id', 'thread_id', 'note', 'remind_on']);
    const { post_id: postId, thread_id: threadId, note = '', remind_on: remindOn } = typed;
    let back = '/bookmarks';
    const reply = await perform(event, { name: 'bookmark', typed }, async () => {
      const what = postId ? { post_id: postId } : { thread_id: threadId ?? '' };
      const body = { ...what, note, remind_on: remindOn || null };
      back = pathOf(await call(event.fetch, addBookmark, { body }));
    });
    if ('done' in reply && reply.done) redirect(303, back);
    return reply;
  },
};
