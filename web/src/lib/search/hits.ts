import type { SearchHit } from '@cenacle/shared/search/contract.ts';
import { postPath } from '#lib/threads/addresses.ts';
import type { Words } from '#lib/words/fr.ts';

const places = {
  thread: '/threads',
  benchmark: '/benchmarks',
  provider: '/providers',
  card: '/cards',
  member: '/members',
} as const;

/** Where a result leads: to the very reply where one was found. */
export const hrefOf = ({ kind, id, position }: Pick<SearchHit, 'kind' | 'id' | 'position'>): string =>
  kind === 'thread' && position !== null ? postPath(id, position) : `${places[kind]}/${id}`;

/** What a result is, in a word. */
export const kindOf = (
  hit: Pick<SearchHit, 'kind' | 'found' | 'finished'>,
  words: Words['search'],
): string => (hit.found === 'thread' && hit.finished ? words.finishedCase : words.found[hit.found]);
