import { loadWords } from '#lib/words/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({ ...data, words: await loadWords(data.language) });
