import { getMe } from '@cenacle/shared/members/contract.ts';
import { read } from '#lib/read.ts';
import { loadWords } from '#lib/words/load.ts';
import type { LayoutLoad } from './$types';

/** Who reads, and their counters; `invalidate('cenacle:me')` asks again. Guests are led to sign in. */
export const load: LayoutLoad = async (event) => {
  event.depends('cenacle:me');
  const { member, unread_threads, circle_invitations, notifications } = await read(event, getMe);
  return {
    me: member,
    unreadThreads: unread_threads,
    circleInvitations: circle_invitations,
    notifications,
    language: member.language,
    theme: member.theme,
    zone: member.zone,
    words: await loadWords(member.language),
  };
};
