import { listBenchmarksToRefresh } from '@cenacle/shared/benchmarks/contract.ts';
import { listBookmarks } from '@cenacle/shared/threads/bookmark-contract.ts';
import { getMember } from '@cenacle/shared/members/contract.ts';
import { getToday, listThreads } from '@cenacle/shared/threads/contract.ts';
import { listDueUses } from '@cenacle/shared/threads/use-contract.ts';
import { read } from '#lib/read.ts';
import type { PageLoad } from './$types';

/** For so long after joining, who has not opened a thread yet is told where to begin. */
const newcomerDays = 30;
const dayMs = 86_400_000;
/** Bookmarks shown whose reminder has come; their own page has all. */
const dueMax = 5;

/** Whether the reader arrived lately and has opened nothing yet. */
async function isNewcomer(event: Parameters<PageLoad>[0]): Promise<boolean> {
  // Untracked: a counter that changes is no reason to load Today again.
  const { me, now } = await event.untrack(() => event.parent());
  const [profile, own] = await Promise.all([
    read(event, getMember, { params: { id: me.id } }),
    read(event, listThreads, { query: { mine: '1', limit: 1 } }),
  ]);
  const joined = profile.joined_at ? Date.parse(profile.joined_at) : 0;
  return own.items.length === 0 && now - joined < newcomerDays * dayMs;
}

export const load: PageLoad = async (event) => {
  const [today, due, toRefresh, uses] = await Promise.all([
    read(event, getToday),
    read(event, listBookmarks, { query: { due: '1', limit: dueMax } }),
    read(event, listBenchmarksToRefresh),
    read(event, listDueUses),
  ]);
  return {
    today,
    due: due.items,
    toRefresh: toRefresh.items,
    uses: uses.items,
    moreDue: due.next !== null,
    isNewcomer: today.mine.length === 0 && (await isNewcomer(event)),
  };
};
