import { loadWords } from '#lib/words/load.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  words: await loadWords(data.language),
});
