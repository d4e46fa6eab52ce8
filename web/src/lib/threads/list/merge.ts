/** What decides the order of the list: the last post first, then the id. */
interface Placed {
  id: string;
  last_post: { at: string };
}

interface Page<Row> {
  items: readonly Row[];
  next: string | null;
}

const comesAfter = (row: Placed, other: Placed): boolean =>
  row.last_post.at < other.last_post.at || (row.last_post.at === other.last_post.at && row.id < other.id);

/** More rows at the end, each thread once: one that moved meanwhile stands further up already. */
export function appended<Row extends Placed>(known: Page<Row>, page: Page<Row>): Page<Row> {
  const ids = new Set(known.items.map((row) => row.id));
  return { items: [...known.items, ...page.items.filter((row) => !ids.has(row.id))], next: page.next };
}

/**
 * The first page as it is now, in front of the rows that were fetched behind it. What the new page should
 * hold and does not has left the list; what lies behind its end stays, and so does the way on from there.
 */
export function refreshed<Row extends Placed>(known: Page<Row>, first: Page<Row>): Page<Row> {
  const last = first.items.at(-1);
  if (!last || first.next === null) return first;
  const ids = new Set(first.items.map((row) => row.id));
  const behind = known.items.filter((row) => !ids.has(row.id) && comesAfter(row, last));
  return behind.length === 0 ? first : { items: [...first.items, ...behind], next: known.next };
}

/** How a new list differs from the one that is shown. */
export interface Movement {
  /** Threads that are new in it or were written in since. */
  movedCount: number;
  /** True where the same threads stand in the same order. */
  still: boolean;
}

/** Compares what is shown with the same part of the list as it is now. */
export function movement(known: readonly Placed[], fresh: readonly Placed[]): Movement {
  const before = new Map(known.map((row) => [row.id, row.last_post.at]));
  return {
    movedCount: fresh.filter((row) => before.get(row.id) !== row.last_post.at).length,
    still: known.length === fresh.length && known.every((row, i) => row.id === fresh[i]?.id),
  };
}
