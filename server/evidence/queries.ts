import { and, desc, eq, inArray, isNull, ne, sql, type SQLWrapper } from 'drizzle-orm';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import { files } from '../files/schema.ts';
import type { SignedMember } from '../http/member.ts';
import { heldOf } from '../threads/check-queries.ts';
import { outcomes } from '../threads/outcome-schema.ts';
import { myVoices } from '../threads/voice-queries.ts';
import { threads } from '../threads/schema.ts';
import { engagements, evidence } from './schema.ts';

export async function insertEvidence(tx: Db, row: typeof evidence.$inferInsert): Promise<void> {
  await tx.insert(evidence).values(row);
}

export async function deleteEvidence(tx: Db, id: string): Promise<void> {
  await tx.delete(evidence).where(eq(evidence.id, id));
}

/** The outcome that closed a case which the member reads; null for open cases, discussions and what they do not see. */
export async function findFinishedCase(
  tx: Db,
  member: SignedMember,
  threadId: string,
): Promise<{ outcomeId: string; finishedOn: string } | null> {
  const [row] = await tx
    .select({ outcomeId: outcomes.id, finishedOn: outcomes.finishedOn })
    .from(outcomes)
    .innerJoin(threads, eq(threads.id, outcomes.threadId))
    .where(
      and(eq(threads.id, threadId), visibleTo(member, threads.audienceId), isNull(outcomes.supersededAt)),
    );
  return row ?? null;
}

/** Whether the file is the member's upload and hangs on no post and on no other evidence; locks it. */
export async function isOwnLooseFile(
  tx: Db,
  member: SignedMember,
  fileId: string,
  exceptEvidenceId: string | null,
): Promise<boolean> {
  const [file] = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(eq(files.id, fileId), eq(files.uploaderId, member.id), isNull(files.postId)))
    .for('update');
  // Asked under the lock, so that two judgements sent at once do not both carry it.
  const isElsewhere = and(
    eq(evidence.fileId, fileId),
    exceptEvidenceId ? ne(evidence.id, exceptEvidenceId) : undefined,
  );
  return file !== undefined && (await tx.$count(evidence, isElsewhere)) === 0;
}

/**
 * Evidence by id with what it rests on: the case's title and whether it held only for who reads that case, of an engagement what others may
 * read and never the client, the document's name.
 */
export const findEvidence = (db: Db, member: SignedMember, ids: string[] | SQLWrapper) =>
  db
    .select({
      evidence,
      readableCase: { id: threads.id, title: threads.title },
      held: heldOf(threads.id, outcomes.closing),
      engagement: {
        public_label: engagements.publicLabel,
        sector: engagements.sector,
        size: engagements.size,
      },
      file: { id: files.id, name: files.name },
    })
    .from(evidence)
    .leftJoin(outcomes, eq(outcomes.id, evidence.outcomeId))
    .leftJoin(threads, and(eq(threads.id, outcomes.threadId), visibleTo(member, threads.audienceId)))
    .leftJoin(engagements, eq(engagements.id, evidence.engagementId))
    .leftJoin(files, eq(files.id, evidence.fileId))
    .where(inArray(evidence.id, ids));
export type EvidenceRow = Awaited<ReturnType<typeof findEvidence>>[number];

/** Finished cases that evidence may rest on: those that the member reads, their own first, then the last finished. */
export function listFinishedCases(db: Db, member: SignedMember, q: string, limit: number) {
  const mine = sql<boolean>`${threads.authorVoiceId} in ${myVoices(db, member)}`;
  return db
    .select({ id: threads.id, title: threads.title, finishedOn: outcomes.finishedOn, mine })
    .from(threads)
    .innerJoin(outcomes, and(eq(outcomes.threadId, threads.id), isNull(outcomes.supersededAt)))
    .where(
      and(
        visibleTo(member, threads.audienceId),
        q === '' ? undefined : sql`position(public.fold(${q}) in public.fold(${threads.title})) > 0`,
      ),
    )
    .orderBy(desc(mine), desc(outcomes.finishedOn), desc(threads.id))
    .limit(limit);
}
