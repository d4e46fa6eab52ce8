import { listThreadCards } from '@cenacle/shared/cards/contract.ts';
import { pageLimitMax, type ReplyOf } from '@cenacle/shared/http.ts';
import { listThreadActs } from '@cenacle/shared/moderation/contract.ts';
import { getPlace, getThread, listPosts, type Thread } from '@cenacle/shared/threads/contract.ts';
import { redirect, type LoadEvent } from '@sveltejs/kit';
import { ApiError, call } from '#lib/api.ts';
import { read } from '#lib/read.ts';
import { openingPosition, positionIn, postPath } from '#lib/threads/addresses.ts';
import type { PageLoad } from './$types';

/** The thread of the address; one that was merged into another leads to where its posts went. */
async function threadOf(event: LoadEvent<{ id: string }>, at: number | null): Promise<Thread> {
  const { params } = event;
  try {
    return await call(event.fetch, getThread, { params });
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.status !== 404) return read(event, getThread, { params });
  }
  const place = await read(event, getPlace, { params, query: { at: at ?? 1 } });
  redirect(302, postPath(place.thread_id, place.position));
}

/** All posts of the thread, as a page to print holds them; the browser's own print would have those that are loaded. */
async function allPosts(event: LoadEvent<{ id: string }>): Promise<ReplyOf<typeof listPosts>> {
  const { params } = event;
  const query = { limit: pageLimitMax };
  const whole = await read(event, listPosts, { params, query: { ...query, after: 0 } });
  while (whole.next !== null) {
    const page = await read(event, listPosts, { params, query: { ...query, after: whole.next } });
    whole.items.push(...page.items);
    whole.next = page.next;
  }
  return { ...whole, previous: null };
}

/** The thread with the cards that its posts carry, and the posts around the one asked for, else around the first unread one. */
export const load: PageLoad = async (event) => {
  const { params } = event;
  const at = positionIn(event.url);
  const isPrint = event.url.searchParams.has('print');
  const thread = await threadOf(event, at);
  const around = Math.min(at ?? openingPosition(thread), Math.max(1, thread.last_position));
  const [posts, cards, log] = await Promise.all([
    isPrint ? allPosts(event) : read(event, listPosts, { params, query: { around } }),
    read(event, listThreadCards, { params }),
    read(event, listThreadActs, { params }),
  ]);
  const to = Number(event.url.searchParams.get('to'));
  const answered = posts.items.find((post) => post.position === to && post.state === 'shown') ?? null;
  return { thread, posts, cards: cards.items, log, at, answered, isPrint };
};
