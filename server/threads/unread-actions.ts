import type { BodyOf } from '@cenacle/shared/http.ts';
import type { markAllRead as markAllReadContract } from '@cenacle/shared/threads/unread-contract.ts';
import { newId, type Db } from '../database.ts';
import { notFound } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { selectUnreadThreads } from './unread-queries.ts';
import { sweepUnread, undoSweep } from './walk-queries.ts';

const countUnread = async (db: Db, member: SignedMember): Promise<number> =>
  (await selectUnreadThreads(db, member))[0]?.n ?? 0;

/** Marks all unread threads of the member read, as far as the filters reach, and tells their other pages. */
export async function markAllRead(
  { db, hub }: Services,
  member: SignedMember,
  input: BodyOf<typeof markAllReadContract>,
) {
  const id = newId();
  const { kind, circle_id: circleId, tag } = input;
  const marked = await sweepUnread(db, member, id, { kind, circleId, tag });
  hub.tell({ kind: 'me', memberIds: [member.id] });
  return { id, marked, unread_threads: await countUnread(db, member) };
}

/** Gives the marks back what they were, and tells the member's other pages. 404 for what is undone, or not theirs. */
export async function undoMarkAllRead({ db, hub }: Services, member: SignedMember, id: string) {
  const restored = await undoSweep(db, member, id);
  if (restored === 0) throw notFound();
  hub.tell({ kind: 'me', memberIds: [member.id] });
  return { restored, unread_threads: await countUnread(db, member) };
}
