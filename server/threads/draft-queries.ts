import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { drafts } from './schema.ts';

/** More drafts than this one member does not find again. */
const draftsMax = 100;

const own = (member: SignedMember, key: string) => and(eq(drafts.memberId, member.id), eq(drafts.key, key));

/** The member's drafts, the last saved first. */
export const listDrafts = (db: Db, member: SignedMember) =>
  db
    .select()
    .from(drafts)
    .where(eq(drafts.memberId, member.id))
    .orderBy(desc(drafts.savedAt))
    .limit(draftsMax);

/** One draft of the member, or null. */
export async function findDraft(db: Db, member: SignedMember, key: string) {
  const [row] = await db.select().from(drafts).where(own(member, key));
  return row ?? null;
}

/** Keeps the draft as it is now. */
export async function upsertDraft(
  db: Db,
  member: SignedMember,
  key: string,
  content: Record<string, string>,
  savedAt: Date,
): Promise<void> {
  await db
    .insert(drafts)
    .values({ memberId: member.id, key, content, savedAt })
    .onConflictDoUpdate({ target: [drafts.memberId, drafts.key], set: { content, savedAt } });
}

/** Throws the draft away; a draft that is not there is no error. */
export async function deleteDraft(db: Db, member: SignedMember, key: string): Promise<void> {
  await db.delete(drafts).where(own(member, key));
}
