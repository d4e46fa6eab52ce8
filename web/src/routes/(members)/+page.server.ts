import { answerAsked } from '#lib/outcomes/check-action.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  check: answerAsked,
};
