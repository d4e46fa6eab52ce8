import { and, type SQL } from 'drizzle-orm';
import type { ThreadTodo } from '@cenacle/shared/threads/contract.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { hasDueCheck } from './check-queries.ts';
import { mine } from './queries.ts';

/** What the member has left to do with a thread, on this day of theirs; in rows of `selectRows`. */
export const isTodo = (db: Db, member: SignedMember, todo: ThreadTodo, today: string): SQL | undefined =>
  ({ check: () => and(mine(db, member), hasDueCheck(today)) })[todo]();
