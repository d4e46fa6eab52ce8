import type { Lesson } from '@cenacle/shared/threads/lesson-contract.ts';
import type { LessonRow } from './lesson-queries.ts';

/** A lesson as every reader of its case sees it. */
export const viewLesson = ({ lesson, author, mine }: LessonRow): Lesson => ({
  id: lesson.id,
  author: { id: lesson.voiceId, member: author },
  learned: lesson.learned,
  question: lesson.question,
  created_at: lesson.createdAt.toISOString(),
  edited_at: lesson.editedAt?.toISOString() ?? null,
  mine,
});
