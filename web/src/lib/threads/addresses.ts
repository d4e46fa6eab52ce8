/** The page of a thread at one of its posts. */
export const postPath = (threadId: string, position: number): string =>
  `/threads/${threadId}?at=${position}#post-${position}`;

/** The position that an address asks for, or null when it asks for none that makes sense. */
export function positionIn(url: URL): number | null {
  const given = url.searchParams.get('at');
  return given && /^\d{1,9}$/.test(given) && Number(given) > 0 ? Number(given) : null;
}

/** How many posts the server puts in front of the one asked for, and on one page. */
const leadPosts = 5;
const pagePosts = 30;

/** Where a page of posts that ends just before `first` is asked for. */
export const earlierPath = (threadId: string, first: number): string =>
  `/threads/${threadId}?at=${Math.max(1, first - pagePosts + leadPosts)}#post-${Math.max(1, first - 1)}`;

/** Where a page of posts that begins just after `last` is asked for. */
export const laterPath = (threadId: string, last: number, end: number): string =>
  `/threads/${threadId}?at=${Math.min(end, last + 1 + leadPosts)}#post-${Math.min(end, last + 1)}`;

/**
 * Where a thread opens without being asked for a place: at the first unread post; at the beginning for whom it
 * is new; else at its end, where news would be.
 */
export function openingPosition(thread: {
  last_position: number;
  read: { position: number; first_unread: number | null };
}): number {
  if (thread.read.position === 0) return 1;
  return thread.read.first_unread ?? Math.max(1, thread.last_position);
}
