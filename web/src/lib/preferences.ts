import { languages, type Language } from '@cenacle/shared/http.ts';

/** What a reader set for this browser; a member's own settings come before it. */
export type Theme = 'system' | 'light' | 'dark';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

export const languageCookie = 'cenacle_language';
export const themeCookie = 'cenacle_theme';
/** A year: long enough not to ask again, short enough to be forgotten with the browser. */
export const preferenceSecondsMax = 365 * 24 * 3600;

/** Where dates are read until the reader's own zone is known. */
export const zoneDefault = 'Europe/Paris';

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && (languages as readonly string[]).includes(value);

export const isTheme = (value: unknown): value is Theme =>
  typeof value === 'string' && (themes as readonly string[]).includes(value);

/** The first of our languages in an `Accept-Language` header by weight; French when none fits. */
export function preferredLanguage(header: string | null): Language {
  const asked = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
      return { language: tag.split('-')[0], weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of asked) if (isLanguage(language)) return language;
  return 'fr';
}

/** A path of this site to go on to; anything else (another site, the API) becomes `/`. */
export function localPath(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\u0000-\u001f\\]/.test(next)) return '/';
  const base = 'http://here.invalid';
  if (!URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  // Dots in a path can fold into another `//`, which names another site.
  if (url.origin !== base || /^\/(\/|(api|sign-out)(\/|$))/.test(url.pathname)) return '/';
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to this one. */
export const signInPath = (url: { pathname: string; search: string }): string => {
  const next = localPath(url.pathname + url.search);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
};
