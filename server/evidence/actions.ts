import type { EvidenceInput } from '@cenacle/shared/evidence/contract.ts';
import { newId, type Db } from '../database.ts';
import { invalid, unknownReference, type FieldCode } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import { lockEngagement } from './engagement-queries.ts';
import { findFinishedCase, insertEvidence, isOwnLooseFile } from './queries.ts';

const refuse = (field: string, code: FieldCode) => invalid([{ field: `evidence.${field}`, code }]);

/** What the evidence rests on, found through the member; 422 for what they may not name. */
async function findGround(tx: Db, member: SignedMember, input: EvidenceInput) {
  const { thread_id: threadId, engagement_id: engagementId } = input;
  if (threadId && engagementId) throw refuse('engagement_id', 'one_of_both');
  const finished = threadId ? await findFinishedCase(tx, member, threadId) : null;
  if (threadId && !finished) throw unknownReference('evidence.thread_id');
  // Locked, so that it is not deleted meanwhile.
  const engagement = engagementId ? await lockEngagement(tx, member, engagementId) : null;
  if (engagementId && !engagement) throw unknownReference('evidence.engagement_id');
  return { finished, engagement };
}

/** Each grade promises something: 422 at the grade or the document for what it has not. */
function refuseGrade(
  { grade, file_id: fileId }: EvidenceInput,
  ground: Awaited<ReturnType<typeof findGround>>,
  today: string,
): void {
  const { finished, engagement } = ground;
  const hasEnded = finished !== null || (engagement?.endedOn != null && engagement.endedOn <= today);
  if ((grade === 'finished' || grade === 'finished_documented') && !hasEnded)
    throw refuse('grade', 'needs_finished');
  if (grade === 'finished_documented' && !fileId) throw refuse('file_id', 'needs_document');
  if (grade === 'under_way' && !engagement) throw refuse('grade', 'needs_engagement');
}

/**
 * Writes what a judgement comes from, into the audience of what it supports, and gives its id. `replaced` is the
 * evidence that it takes the place of, whose document it may keep. 422 at `evidence.*`.
 */
export async function writeEvidence(
  tx: Db,
  member: SignedMember,
  input: EvidenceInput,
  where: { audienceId: string; replaced: string | null; now: Date },
): Promise<string> {
  const { audienceId, replaced, now } = where;
  const startedOn = input.started_on ?? null;
  const endedOn = input.ended_on ?? null;
  if (startedOn && endedOn && endedOn < startedOn) throw refuse('ended_on', 'out_of_order');
  const ground = await findGround(tx, member, input);
  refuseGrade(input, ground, now.toISOString().slice(0, 10));
  const fileId = input.file_id ?? null;
  if (fileId && !(await isOwnLooseFile(tx, member, fileId, replaced)))
    throw unknownReference('evidence.file_id');
  const id = newId();
  await insertEvidence(tx, {
    id,
    ownerId: member.id,
    audienceId,
    grade: input.grade,
    outcomeId: ground.finished?.outcomeId ?? null,
    engagementId: ground.engagement?.id ?? null,
    role: oneLine('evidence.role', input.role ?? ''),
    startedOn,
    endedOn,
    amount: input.amount ?? null,
    fileId,
    createdAt: now,
  });
  return id;
}
