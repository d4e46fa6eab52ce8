import Blend from '@lucide/svelte/icons/blend';
import BookOpen from '@lucide/svelte/icons/book-open';
import Contact from '@lucide/svelte/icons/contact';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import Scale from '@lucide/svelte/icons/scale';
import Store from '@lucide/svelte/icons/store';
import Settings from '@lucide/svelte/icons/settings';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Sun from '@lucide/svelte/icons/sun';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { Words } from '#lib/words/fr.ts';
import type { NavEntry } from '#lib/ui/nav.ts';

/** What is not opened every day. */
const rare = new Set(['/knowledge', '/providers', '/circles', '/members']);

interface Counts {
  unreadThreads: number;
  circleInvitations: number;
  moderates: boolean;
}

/** The places of the site for this reader: all of them for the rail; those of each day for the phone's bar, the others in the menu. */
export function placesFor(
  words: Words,
  counts: Counts,
): {
  rail: NavEntry[];
  phone: NavEntry[];
  menu: NavEntry[];
} {
  const { nav, common } = words;
  const places: NavEntry[] = [
    { href: '/', label: nav.today, icon: Sun },
    {
      href: '/threads',
      label: nav.threads,
      icon: MessagesSquare,
      count: counts.unreadThreads,
      countLabel: common.unread(counts.unreadThreads),
    },
    { href: '/benchmarks', label: nav.benchmarks, icon: Scale },
    { href: '/cards', label: nav.cards, icon: Contact },
    { href: '/knowledge', label: nav.knowledge, icon: BookOpen },
    { href: '/providers', label: nav.providers, icon: Store },
    {
      href: '/circles',
      label: nav.circles,
      icon: Blend,
      count: counts.circleInvitations,
      countLabel: nav.invitations(counts.circleInvitations),
    },
    { href: '/members', label: nav.members, icon: UsersRound },
  ];
  const settings: NavEntry = { href: '/settings', label: nav.settings, icon: Settings };
  const moderation: NavEntry = { href: '/moderation', label: nav.moderation, icon: ShieldCheck, apart: true };
  return {
    rail: [...places, ...(counts.moderates ? [moderation, settings] : [{ ...settings, apart: true }])],
    phone: places.filter(({ href }) => !rare.has(href)),
    menu: places.filter(({ href }) => rare.has(href)),
  };
}
