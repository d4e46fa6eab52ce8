import { listThreadCards } from '@cenacle/shared/cards/contract.ts';
import { listThreadActs } from '@cenacle/shared/moderation/contract.ts';
import { getThread, listPosts } from '@cenacle/shared/threads/contract.ts';
import { read } from '#lib/read.ts';
import { openingPosition, positionIn } from '#lib/threads/addresses.ts';
import type { PageLoad } from './$types';

/** The thread with the cards that its posts carry, and the posts around the one asked for, else around the first unread one. */
export const load: PageLoad = async (event) => {
  const { params } = event;
  const thread = await read(event, getThread, { params });
  const at = positionIn(event.url);
  const around = Math.min(at ?? openingPosition(thread), Math.max(1, thread.last_position));
  const [posts, cards, log] = await Promise.all([
    read(event, listPosts, { params, query: { around } }),
    read(event, listThreadCards, { params }),
    read(event, listThreadActs, { params }),
  ]);
  const to = Number(event.url.searchParams.get('to'));
  const answered = posts.items.find((post) => post.position === to && post.state === 'shown') ?? null;
  return { thread, posts, cards: cards.items, log, at, answered };
};
