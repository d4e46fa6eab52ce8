import type { NotificationGroup } from '@cenacle/shared/notifications/contract.ts';
import { postPath } from '#lib/threads/addresses.ts';

/** Where a notification leads: the first post that is unread, or what it is about. */
export function placeOf({ subject, subject_id: id, open }: NotificationGroup): string {
  if (subject === 'card') return `/cards/${id}`;
  if (subject === 'benchmark') return `/benchmarks/${id}`;
  return open.position === null ? `/threads/${id}` : postPath(id, open.position);
}
