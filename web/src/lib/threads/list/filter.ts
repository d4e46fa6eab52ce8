import { threadTodos, type ThreadKind, type ThreadTodo } from '@cenacle/shared/threads/contract.ts';

/** The ways to look at the list, as its bar offers them. */
export const views = ['all', 'open', 'finished', 'mine', 'unread', ...threadTodos] as const;
export type View = (typeof views)[number];

/** What the list shows; null is no restriction. */
export interface ListFilter {
  view: View;
  kind: ThreadKind | null;
  circleId: string | null;
  tag: string | null;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A tag is no longer than this in the contract; a longer one in an address names nothing. */
const tagMax = 40;

function viewOf(search: URLSearchParams): View {
  const state = search.get('state');
  if (state === 'open' || state === 'finished') return state;
  const todo = threadTodos.find((one) => one === search.get('todo'));
  if (todo) return todo;
  if (search.get('mine') === '1') return 'mine';
  return search.get('unread') === '1' ? 'unread' : 'all';
}

/** The filter that an address asks for; what it does not understand restricts nothing. */
export function filterOf(search: URLSearchParams): ListFilter {
  const kind = search.get('kind');
  const circleId = search.get('circle_id')?.toLowerCase() ?? '';
  const tag = search.get('tag')?.trim() ?? '';
  return {
    view: viewOf(search),
    kind: kind === 'case' || kind === 'discussion' ? kind : null,
    circleId: uuidPattern.test(circleId) ? circleId : null,
    tag: tag !== '' && tag.length <= tagMax ? tag : null,
  };
}

const isTodo = (view: View): view is ThreadTodo => threadTodos.some((todo) => todo === view);

/** The filter as the API's query; the page's own address uses the same names. */
export function queryOf({ view, kind, circleId, tag }: ListFilter) {
  return {
    ...(view === 'open' || view === 'finished' ? { state: view } : {}),
    ...(view === 'mine' ? { mine: '1' as const } : {}),
    ...(view === 'unread' ? { unread: '1' as const } : {}),
    ...(isTodo(view) ? { todo: view } : {}),
    ...(kind ? { kind } : {}),
    ...(circleId ? { circle_id: circleId } : {}),
    ...(tag ? { tag } : {}),
  };
}

/** The address of the list under this filter, from a cursor on where one is given. */
export function addressOf(filter: ListFilter, after?: string | null): string {
  const query = new URLSearchParams(queryOf(filter));
  if (after) query.set('after', after);
  return query.size > 0 ? `/threads?${query}` : '/threads';
}

/** Whether the list is narrowed beyond its view. */
export const isNarrowed = ({ kind, circleId, tag }: ListFilter): boolean => Boolean(kind || circleId || tag);

/** The same view without any narrowing. */
export const widened = ({ view }: ListFilter): ListFilter => ({
  view,
  kind: null,
  circleId: null,
  tag: null,
});
