import { page } from '$app/state';
import { clock } from '#lib/clock.svelte.ts';
import { formatFor, type Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

/** The words of the page's language. Hold them with `const words = $derived(useWords())`. */
export function useWords(): Words {
  if (!page.data.words) throw new Error('The root layout has not given the page its words.');
  return page.data.words;
}

/** Formatters of the reader's language and zone. Hold them with `const format = $derived(useFormat())`. */
export const useFormat = (): Format => formatFor(page.data.language, page.data.zone);

/** Now, in milliseconds: the server's clock in the first render, then the browser's, half-minute by half-minute. */
export const useNow = (): number => clock.now ?? page.data.now;
