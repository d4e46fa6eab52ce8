import { listThreads, type ThreadRow } from '@cenacle/shared/threads/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { queryOf, type ListFilter } from './filter.ts';
import { appended, movement, refreshed, type Movement } from './merge.ts';

export interface ListPage {
  items: readonly ThreadRow[];
  next: string | null;
}

/** The rows on the page: those it was loaded with, those appended since, and the first ones as they are now. */
export class Rows {
  readonly #filter: ListFilter;
  #page = $state.raw<ListPage>({ items: [], next: null });
  busy = $state(false);
  failed = $state(false);

  constructor(filter: ListFilter, loaded: ListPage) {
    this.#filter = filter;
    this.#page = loaded;
  }

  get items(): readonly ThreadRow[] {
    return this.#page.items;
  }

  get next(): string | null {
    return this.#page.next;
  }

  /** Fetches the first page as it is now. */
  first = (): Promise<ListPage> => call(fetch, listThreads, { query: queryOf(this.#filter) });

  /** How that first page differs from the beginning of what is shown. */
  compare = (fresh: ListPage): Movement => movement(this.items.slice(0, fresh.items.length), fresh.items);

  /** Puts a new first page in front of the rows behind it. */
  show = (fresh: ListPage): void => {
    this.#page = refreshed(this.#page, fresh);
  };

  /** Goes back to what was shown before, as it was. */
  restore(page: ListPage): void {
    this.#page = page;
  }

  /** Appends the next page; gives the first new row, or undefined where that failed. */
  async more(): Promise<ThreadRow | undefined> {
    const after = this.#page.next;
    if (this.busy || !after) return undefined;
    this.busy = true;
    this.failed = false;
    const shown = this.items.length;
    try {
      const page = await call(fetch, listThreads, { query: { ...queryOf(this.#filter), after } });
      this.#page = appended(this.#page, page);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failed = true;
    }
    this.busy = false;
    return this.items[shown];
  }
}
