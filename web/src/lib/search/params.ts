import { groupKinds } from '@cenacle/shared/search/contract.ts';

/** The filters of the search page, as its address holds them. */
export interface Filters {
  q: string;
  kind: (typeof groupKinds)[number] | null;
  circle: string;
  tag: string;
  state: '' | 'open' | 'finished';
  since: string;
  until: string;
  sort: 'relevance' | 'date';
  asTyped: boolean;
}

const day = (text: string | null): string => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');

/** Reads an address; what means nothing is left aside. */
export function filtersIn(params: URLSearchParams): Filters {
  const state = params.get('state');
  return {
    q: params.get('q')?.trim().slice(0, 300) ?? '',
    kind: groupKinds.find((one) => one === params.get('kind')) ?? null,
    circle: params.get('circle') ?? '',
    tag: params.get('tag')?.trim() ?? '',
    state: state === 'open' || state === 'finished' ? state : '',
    since: day(params.get('since')),
    until: day(params.get('until')),
    sort: params.get('sort') === 'date' ? 'date' : 'relevance',
    asTyped: params.get('as_typed') === '1',
  };
}

/** Whether anything narrows the search besides its words and kind. */
export const isNarrowed = ({ circle, tag, state, since, until, sort }: Filters): boolean =>
  Boolean(circle || tag || state || since || until) || sort !== 'relevance';

/** The address of a search with some of its filters changed. */
export function addressOf(filters: Filters, change: Partial<Filters> = {}): string {
  const all = { ...filters, ...change };
  const params = new URLSearchParams(
    Object.entries({
      q: all.q,
      kind: all.kind ?? '',
      circle: all.circle,
      tag: all.tag,
      state: all.state,
      since: all.since,
      until: all.until,
      sort: all.sort === 'relevance' ? '' : all.sort,
      as_typed: all.asTyped ? '1' : '',
    }).filter(([, value]) => value !== ''),
  );
  return `/search${params.size > 0 ? `?${params}` : ''}`;
}
