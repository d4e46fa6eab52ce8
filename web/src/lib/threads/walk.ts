/** The address that leads from this thread, or from the top of the list, to the next unread one. */
export const walkPath = (fromId?: string): string =>
  fromId ? `/threads/next?from=${fromId}` : '/threads/next';

/** The list of unread threads, at the end of the walk. */
export const walkedPath = '/threads?unread=1&walked=1';

const idPattern = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The thread that an address leads on from; what is no id is none. */
export function fromIn(url: URL): string | undefined {
  const given = url.searchParams.get('from') ?? '';
  return idPattern.test(given) ? given : undefined;
}

/** A thread at its first unread post, below the line where the reader left off if there is one. */
export const nextPath = (next: { id: string; position: number; first_unread: number }): string =>
  `/threads/${next.id}?at=${next.first_unread}#${next.position > 0 ? 'since' : `post-${next.first_unread}`}`;

/** What of a key is asked about. */
interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
  defaultPrevented: boolean;
}

/** Whether the key leads on: `n` alone, neither held nor used by what has the cursor. */
export const isWalkKey = (event: Key): boolean =>
  event.key === 'n' &&
  !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) &&
  !event.repeat &&
  !event.defaultPrevented;
