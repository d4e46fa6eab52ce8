import { Type, type Static } from 'typebox';
import { idParams, instant, line, nullable, object, route, uuid } from '../http.ts';
import { voice } from './voice.ts';

export const learnedMax = 300;
/** As one line of an outcome's "what we should have asked". */
export const lessonQuestionMax = 200;

/** What one participant of a finished case took from it: one thing learned, one question that should have been asked, or both. */
export const lesson = object({
  id: uuid,
  author: voice,
  learned: Type.String(),
  question: Type.String(),
  created_at: instant,
  edited_at: nullable(instant),
  mine: Type.Boolean(),
});
export type Lesson = Static<typeof lesson>;

/**
 * Writes the member's own lesson of a finished case, or writes it anew. 403 for who has no post in it and while the case is
 * open, 422 at `learned` where both are empty.
 */
export const putLesson = route({
  method: 'PUT',
  path: '/api/threads/:id/lesson',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    learned: Type.Optional(line(learnedMax)),
    question: Type.Optional(line(lessonQuestionMax)),
  }),
  reply: { 200: lesson },
});

/** Takes the member's own lesson out; without one it is 404. */
export const deleteLesson = route({
  method: 'DELETE',
  path: '/api/threads/:id/lesson',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});
