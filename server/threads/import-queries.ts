import { inArray, sql } from 'drizzle-orm';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import type { Db } from '../database.ts';
import { members } from '../members/schema.ts';
import { posts, threads, voiceMembers, voices } from './schema.ts';

// Any number does, as long as no other program on the same database takes it.
const importLock = 7_241_906;

/** Lets one import write at a time, until the transaction ends. */
export async function lockImports(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${importLock})`);
}

/** Which of these keys are threads already. */
export async function findImported(db: Db, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ key: threads.importKey })
    .from(threads)
    .where(inArray(threads.importKey, keys));
  return new Set(rows.flatMap(({ key }) => (key === null ? [] : [key])));
}

export interface ImportedMember {
  id: string;
  importKey: string;
  name: string;
  createdAt: Date;
}

/** Authors without an account, who have left; those known by their key stay as they are. Gives ids by key. */
export async function insertImportedMembers(tx: Db, rows: ImportedMember[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  await tx
    .insert(members)
    .values(rows.map((row) => ({ ...row, state: 'left' as const, language: 'fr' as const })))
    .onConflictDoNothing({ target: members.importKey });
  const keys = rows.map((row) => row.importKey);
  const known = await tx
    .select({ id: members.id, key: members.importKey })
    .from(members)
    .where(inArray(members.importKey, keys));
  return new Map(known.flatMap(({ id, key }) => (key === null ? [] : [[key, id]])));
}

export interface ImportedThreadRows {
  threads: Omit<typeof threads.$inferInsert, 'audienceId'>[];
  voices: { id: string; threadId: string; memberId: string; createdAt: Date }[];
  posts: (typeof posts.$inferInsert)[];
}

/** Whole threads for all members, with their voices and posts. */
export async function insertImportedThreads(tx: Db, rows: ImportedThreadRows): Promise<void> {
  if (rows.threads.length === 0) return;
  await tx.insert(threads).values(rows.threads.map((row) => ({ ...row, audienceId: allMembersAudienceId })));
  await tx
    .insert(voices)
    .values(rows.voices.map(({ memberId, ...row }) => ({ ...row, shownMemberId: memberId })));
  await tx.insert(voiceMembers).values(rows.voices.map(({ id, memberId }) => ({ voiceId: id, memberId })));
  await tx.insert(posts).values(rows.posts);
}
