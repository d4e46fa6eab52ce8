import { and, eq, isNull, lt, not, or, sql } from 'drizzle-orm';
import { filesPerPostMax } from '@cenacle/shared/files/contract.ts';
import type { Db } from '../database.ts';
import { invalid } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { files } from './schema.ts';

export type FileRow = typeof files.$inferSelect;
export type NewFile = typeof files.$inferInsert;

// Any number does, as long as no other lock of two numbers begins with it.
const contentLock = 5_117;

/** Keeps the content of this hash from being removed, or given another row, until the transaction ends. */
export async function lockContent(tx: Db, sha256: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${contentLock}, hashtext(${sha256}))`);
}

export async function insertFile(tx: Db, row: NewFile): Promise<FileRow> {
  const [inserted] = await tx.insert(files).values(row).returning();
  if (!inserted) throw new Error('the file has no row');
  return inserted;
}

/** Whoever may read it: the caller asks that. */
export async function findFile(db: Db, id: string): Promise<FileRow | null> {
  const [row] = await db.select().from(files).where(eq(files.id, id));
  return row ?? null;
}

// By name, since evidence stands above files.
const isEvidence = sql`exists (select 1 from evidence where evidence.file_id = files.id)`;

/**
 * Hangs those of the files that the member uploaded, and that hang nowhere yet, on the post. All other ids stay
 * as they are: nobody publishes another's file by naming it. Throws 422 on `body` for too many on one post.
 */
export async function attachFiles(
  tx: Db,
  member: Pick<SignedMember, 'id'>,
  postId: string,
  fileIds: string[],
) {
  if (fileIds.length === 0) return;
  // What hung there already is counted as it was before this statement.
  const { rows } = await tx.execute<{ attached: number; before: number }>(sql`
    with attached as (
      update files set post_id = ${postId}
      where id = any(${sql.param(fileIds)}::uuid[]) and uploader_id = ${member.id} and post_id is null and not ${isEvidence}
      returning id
    )
    select (select count(*)::int from attached) as attached,
      (select count(*)::int from files where post_id = ${postId}) as before`);
  const { attached = 0, before = 0 } = rows[0] ?? {};
  if (attached > 0 && attached + before > filesPerPostMax) {
    throw invalid([{ field: 'body', code: 'too_many', limit: filesPerPostMax }]);
  }
}

/**
 * Deletes uploads from before that hang on no post and no evidence and stand in no draft of their uploader, and those
 * of posts deleted before; gives their hashes.
 */
export async function deleteOrphans(tx: Db, olderThan: Date): Promise<string[]> {
  // By name, since threads stand above files: what a draft holds is still to come.
  const isDrafted = sql`exists (select 1 from drafts where drafts.member_id = ${files.uploaderId}
    and drafts.content::text like '%' || ${files.id}::text || '%')`;
  const isBuried = sql`exists (select 1 from posts where posts.id = ${files.postId} and posts.state = 'deleted'
    and posts.deleted_at < ${olderThan.toISOString()})`;
  const isLoose = and(isNull(files.postId), lt(files.createdAt, olderThan), not(isDrafted));
  const deleted = await tx
    .delete(files)
    .where(and(not(isEvidence), or(isLoose, isBuried)))
    .returning({ sha256: files.sha256 });
  return [...new Set(deleted.map((row) => row.sha256))];
}

export async function isContentUsed(tx: Db, sha256: string): Promise<boolean> {
  const [row] = await tx.select({ id: files.id }).from(files).where(eq(files.sha256, sha256)).limit(1);
  return row !== undefined;
}
