import { fail, type ActionFailure } from '@sveltejs/kit';
import { ApiError } from '#lib/api.ts';
import { perform, type FormReply } from '#lib/forms.ts';
import { fieldOf } from './form.ts';

/**
 * `perform` for forms of a card's facts: what can be seen to be wrong here, and faults in the contact points beside the
 * fields that hold them.
 */
export async function performFacts(
  event: { url: URL },
  sent: { name: string; typed: Record<string, string>; errors: Record<string, string> },
  ask: () => Promise<unknown>,
): Promise<FormReply | ActionFailure<FormReply>> {
  const { name, typed, errors } = sent;
  if (Object.keys(errors).length > 0) return fail(422, { name, done: false, sentence: '', errors, typed });
  return perform(event, { name, typed }, async () => {
    try {
      await ask();
    } catch (failure) {
      if (failure instanceof ApiError)
        for (const fault of failure.errors) fault.field = fieldOf(fault.field, typed);
      throw failure;
    }
  });
}
