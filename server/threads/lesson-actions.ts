import type { BodyOf } from '@cenacle/shared/http.ts';
import type { Lesson, putLesson as putLessonRoute } from '@cenacle/shared/threads/lesson-contract.ts';
import { invalid, notFound, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { isParticipant, removeLesson, selectLessons, writeLesson } from './lesson-queries.ts';
import { viewLesson } from './lesson-view.ts';
import { canLearn } from './policy.ts';
import { lockThread } from './queries.ts';
import { nextChange, voiceFor } from './write-queries.ts';

/**
 * Writes what the member took from a finished case in which they have a post, in the place of what they wrote before. 404
 * unseen, 403 for who wrote nothing in it and while it is open, 422 where nothing is said.
 */
export async function putLesson(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof putLessonRoute>,
): Promise<Lesson> {
  const learned = oneLine('learned', input.learned ?? '');
  const question = oneLine('question', input.question ?? '');
  const told = await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, id);
    if (!seen) throw notFound();
    if (!canLearn({ ...seen, wrote: await isParticipant(tx, member, id) })) throw refused();
    if (learned === '' && question === '') throw invalid([{ field: 'learned', code: 'required' }]);
    const voiceId = await voiceFor(tx, member.id, id);
    await writeLesson(tx, { threadId: id, voiceId, learned, question }, services.clock());
    return { audienceId: seen.thread.audienceId, head: await nextChange(tx, id) };
  });
  services.hub.tell({ kind: 'thread', threadId: id, ...told });
  const own = (await selectLessons(services.db, member, id)).find(({ mine }) => mine);
  if (!own) throw notFound();
  return viewLesson(own);
}

/** Takes it out. 404 unseen, and where they have written none. */
export async function deleteLesson(services: Services, member: SignedMember, id: string): Promise<void> {
  const told = await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, id);
    if (!seen || !(await removeLesson(tx, member, id))) throw notFound();
    return { audienceId: seen.thread.audienceId, head: await nextChange(tx, id) };
  });
  services.hub.tell({ kind: 'thread', threadId: id, ...told });
}
