import type AnyIcon from '@lucide/svelte/icons/sun';

/** A place of the site, as the rail and the phone's bar show it. */
export interface NavEntry {
  href: string;
  label: string;
  icon: typeof AnyIcon;
  count?: number;
  /** What a screen reader says for the count. */
  countLabel?: string;
  /** Draws a line before this entry. */
  apart?: boolean;
}

/** Whether a place holds this path: itself or what lies below; the home page only itself. */
export const isHere = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
