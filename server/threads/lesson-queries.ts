import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { newId, type Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { brief } from '../members/queries.ts';
import { members } from '../members/schema.ts';
import { lessons } from './lesson-schema.ts';
import { posts, threads, voices } from './schema.ts';
import { myVoices } from './voice-queries.ts';

/** Lessons of a thread that the caller has found for the reader, the first written first. */
export const selectLessons = (db: Db, member: SignedMember, threadId: string) =>
  db
    .select({
      lesson: lessons,
      author: brief,
      mine: sql<boolean>`${lessons.voiceId} in ${myVoices(db, member)}`,
    })
    .from(lessons)
    .innerJoin(voices, eq(voices.id, lessons.voiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId))
    .where(eq(lessons.threadId, threadId))
    .orderBy(asc(lessons.createdAt), asc(lessons.id));
export type LessonRow = Awaited<ReturnType<typeof selectLessons>>[number];

/** Whether the member has a post that stands in the thread; beside a row of `threads`. */
export const hasPosted = (db: Db, member: SignedMember) =>
  sql<boolean>`exists (select from ${posts} where ${posts.threadId} = ${threads.id} and ${posts.state} = 'shown'
    and ${posts.voiceId} in ${myVoices(db, member)})`;

/** The same of a thread by its id. */
export async function isParticipant(tx: Db, member: SignedMember, threadId: string): Promise<boolean> {
  const [post] = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        eq(posts.threadId, threadId),
        eq(posts.state, 'shown'),
        inArray(posts.voiceId, myVoices(tx, member)),
      ),
    )
    .limit(1);
  return post !== undefined;
}

/** Writes the lesson of a voice, or writes it anew. The thread's row must be locked. */
export async function writeLesson(
  tx: Db,
  row: { threadId: string; voiceId: string; learned: string; question: string },
  at: Date,
): Promise<void> {
  const { learned, question } = row;
  await tx
    .insert(lessons)
    .values({ ...row, id: newId(), createdAt: at })
    .onConflictDoUpdate({
      target: [lessons.threadId, lessons.voiceId],
      set: { learned, question, editedAt: at },
    });
}

/** Takes the member's own lesson out; false where there was none. */
export async function removeLesson(tx: Db, member: SignedMember, threadId: string): Promise<boolean> {
  const gone = await tx
    .delete(lessons)
    .where(and(eq(lessons.threadId, threadId), inArray(lessons.voiceId, myVoices(tx, member))))
    .returning({ id: lessons.id });
  return gone.length > 0;
}
