import { error, redirect } from '@sveltejs/kit';
import { getCard, passCard } from '@cenacle/shared/cards/contract.ts';
import { listCircles } from '@cenacle/shared/circles/contract.ts';
import { pageLimitMax } from '@cenacle/shared/http.ts';
import { listMembers } from '@cenacle/shared/members/contract.ts';
import { getPost, getThread, listThreads } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { perform, typedIn } from '#lib/forms.ts';
import { read } from '#lib/read.ts';
import { postPath } from '#lib/threads/addresses.ts';
import { loadWords } from '#lib/words/load.ts';
import type { Actions, PageServerLoad } from './$types';

/** The card, and to whom it may go: the thread that one comes from, or a member, circle or thread to choose. */
export const load: PageServerLoad = async (event) => {
  const threadId = event.url.searchParams.get('thread');
  const card = await read(event, getCard, { params: event.params });
  if (!card.can.pass) {
    const words = (await loadWords(event.locals.language)).errors;
    error(403, words.refused.text, { code: 'refused' });
  }
  const [thread, circles, threads, members] = await Promise.all([
    threadId ? read(event, getThread, { params: { id: threadId } }) : null,
    read(event, listCircles, { query: { limit: pageLimitMax } }),
    threadId ? { items: [] } : read(event, listThreads, { query: { limit: pageLimitMax } }),
    threadId || event.isDataRequest
      ? { items: [] }
      : read(event, listMembers, { query: { limit: pageLimitMax } }),
  ]);
  const circleIds = card.audience.kind === 'circle' ? [card.audience.circle_id] : null;
  return {
    key: crypto.randomUUID(),
    card,
    thread: thread && { id: thread.id, title: thread.title },
    circles: circles.items
      .filter(({ id }) => circleIds === null || circleIds.includes(id))
      .map(({ id, name }) => ({ id, name })),
    threads: threads.items
      .filter(({ audience }) => card.audience.kind === 'all' || audience.id === card.audience.id)
      .map(({ id, title }) => ({ id, title })),
    members: members.items.map(({ id, name, headline }) => ({ id, name, headline })),
  };
};

const fields = ['way', 'member_id', 'circle_id', 'thread_id', 'note'] as const;
const ways = ['member', 'circle', 'thread'] as const;

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = typedIn(form, fields);
    const key = String(form.get('key') ?? '');
    const way = ways.find((one) => one === typed.way) ?? 'member';
    const receiver = typed[`${way}_id`] ?? '';
    let place: string | null = null;
    const reply = await perform(event, { name: 'pass', typed }, async () => {
      const passed = await call(event.fetch, passCard, {
        params: event.params,
        body: { ...(receiver ? { [`${way}_id`]: receiver } : {}), note: typed.note ?? '' },
        ...(key ? { idempotencyKey: key } : {}),
      });
      if (!passed.post_id) return;
      const post = await call(event.fetch, getPost, { params: { id: passed.post_id } });
      place = postPath(post.thread_id, post.position);
    });
    if ('done' in reply && reply.done) redirect(303, place ?? `/cards/${event.params.id}?done=passed`);
    return reply;
  },
};
