import { Type, type Static } from 'typebox';
import { day, idParams, instant, line, nullable, object, oneOf, route } from '../http.ts';

/** How many days after a case was finished its author is asked whether the outcome held. */
export const checkDays = [30, 90, 180] as const;
export type CheckDays = (typeof checkDays)[number];
const days = Type.Unsafe<CheckDays>({ type: 'integer', enum: [...checkDays] });

export const checkAnswers = ['held', 'partly', 'failed'] as const;
export type CheckAnswer = (typeof checkAnswers)[number];

/** Characters: one line, as it is said in passing. */
export const checkLineMax = 200;
/** A question is overdue when it has stood unanswered for longer than this. */
export const checkPatienceDays = 14;

/** The last answer of a closed case, for what rests on it. */
export const held = object({ days, answer: oneOf(checkAnswers) });
export type Held = Static<typeof held>;

const given = object({ answer: oneOf(checkAnswers), line: Type.String(), at: instant });

/**
 * One question after a closing. It is `waiting` until its day, then `due`, later `overdue`; `missed` when the next one is
 * due and it has no answer. `version` counts the answers given, `earlier` are those that were corrected, newest first.
 */
export const check = object({
  days,
  due_on: day,
  state: oneOf(['waiting', 'due', 'overdue', 'missed', 'answered']),
  given: nullable(given),
  earlier: Type.Array(given),
  version: Type.Integer(),
});
export type Check = Static<typeof check>;

/**
 * The author says whether the outcome of a finished case held, or corrects what they said; what stood before stays in the
 * history. 403 for others and before the question's day, 409 `conflict` with `current` on top of another answer.
 */
export const answerCheck = route({
  method: 'PUT',
  path: '/api/threads/:id/check',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    days,
    answer: oneOf(checkAnswers),
    line: Type.Optional(line(checkLineMax)),
    /** The number of answers that the writer knew, 0 for none. */
    version: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  reply: { 200: check },
});
