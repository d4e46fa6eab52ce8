import { listCards, stances } from '@cenacle/shared/cards/contract.ts';
import { getThread } from '@cenacle/shared/threads/contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

const shows = ['innovates', 'deploys', 'vouched', 'budget', 'saved', 'mine'] as const;
/** What "under ten thousand euros" comes to, in cents. */
const budgetMinor = 10_000_00;

/** One page of the deck; with `thread`, to choose a card for it. */
export const load: PageLoad = async (event) => {
  const params = event.url.searchParams;
  const q = params.get('q')?.trim() ?? '';
  const show = shows.find((one) => one === params.get('show')) ?? null;
  const stance = stances.find((one) => one === show);
  const threadId = params.get('thread');
  // First: the page of a thread that is not there holds nothing else, however fast the deck came.
  const thread = threadId ? await read(event, getThread, { params: { id: threadId } }) : null;
  const deck = await read(event, listCards, {
    query: {
      ...(q ? { q } : {}),
      ...(stance ? { stance } : {}),
      ...(show === 'vouched' ? { vouched: '1' as const } : {}),
      ...(show === 'saved' ? { saved: '1' as const } : {}),
      ...(show === 'mine' ? { mine: '1' as const } : {}),
      ...(show === 'budget' ? { price_to: budgetMinor } : {}),
      after: params.get('after') ?? undefined,
    },
  });
  return { q, show, deck, thread: thread && { id: thread.id, title: thread.title } };
};
