import { Type, type Static } from 'typebox';
import { day, idParams, instant, language, line, nullable, object, oneOf, route, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';

/** How many months after a case was finished its author is asked about each provider that it chose. */
export const useMonths = [6, 12] as const;
export type UseMonths = (typeof useMonths)[number];
const months = Type.Unsafe<UseMonths>({ type: 'integer', enum: [...useMonths] });

export const useAgain = ['yes', 'partly', 'no'] as const;
/** Characters: one line, as it is said in passing. */
export const useLineMax = 200;

const answer = {
  months,
  /** Whether the provider is still in use. */
  still: Type.Boolean(),
  again: oneOf(useAgain),
  line: Type.String(),
  at: instant,
};

/** What the author of a finished case said later of a provider, for those who read the case. */
export const providerUse = object({
  ...answer,
  member: nullable(memberBrief),
  case: object({ id: uuid, title: Type.String() }),
});
export type ProviderUse = Static<typeof providerUse>;

/** The same beside an evaluation of its member. */
export const laterUse = object(answer);
export type LaterUse = Static<typeof laterUse>;

/** What the member is asked: of each provider of their finished cases the last question whose day has come. */
export const listDueUses = route({
  method: 'GET',
  path: '/api/use-questions',
  access: 'member',
  rate: 'read',
  reply: {
    200: object({
      items: Type.Array(
        object({
          thread: object({ id: uuid, title: Type.String(), language }),
          provider: object({ id: uuid, name: Type.String(), natural_person: Type.Boolean() }),
          months,
          due_on: day,
        }),
      ),
      next: Type.Null(),
    }),
  },
});
export type DueUse = Static<(typeof listDueUses.reply)[200]>['items'][number];

/**
 * The author says whether a provider of their finished case is still in use and whether they would do it again, or
 * corrects it: the answer that stood is kept and shown no more. 403 for others and before the question's day, 422 at
 * `provider_id` for one that the case did not choose, and at `line` for a natural person.
 */
export const answerUse = route({
  method: 'PUT',
  path: '/api/threads/:id/use',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    provider_id: uuid,
    months,
    still: Type.Boolean(),
    again: oneOf(useAgain),
    line: Type.Optional(line(useLineMax)),
  }),
  reply: { 204: null },
});
