import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { ApiError } from '#lib/api.ts';
import { signInPath } from '#lib/preferences.ts';

/** What an action tells its page. Every action of a page gives the same shape, told apart by `name`. */
export interface FormReply {
  /** Which form was sent. */
  name: string;
  done: boolean;
  /** Why it was refused as a whole; empty when the reasons stand beside the fields. */
  sentence: string;
  /** What to mend, by field. */
  errors: Record<string, string>;
  /** What was typed, to be shown again; never a password. */
  typed: Record<string, string>;
}

/** The text fields of a form by name, without the spaces around them; of several values, joined by commas. */
export function typedIn(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).map(String).join(',').trim()]));
}

/** The parts of a text that commas separate. */
export const listIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** The lines of a text that hold something. */
export const linesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

interface Sent {
  name: string;
  typed?: Record<string, string>;
  /** Fields whose values are not shown again, such as passwords. */
  secret?: readonly string[];
}

/** What a refusal of the API looks like on the form that was sent. */
function replyTo(failure: ApiError, { name, typed = {}, secret = [] }: Sent): FormReply {
  const shown = new Set([...Object.keys(typed), ...secret]);
  const errors: Record<string, string> = {};
  let elsewhere = '';
  for (const { field, detail } of failure.errors) {
    // A fault in one item of a list (`sectors.3`) is told beside the list.
    const place = field.split('.')[0] ?? field;
    if (shown.has(place)) errors[place] ??= detail;
    else elsewhere ||= detail;
  }
  const told = Object.keys(errors).length > 0;
  return { name, done: false, sentence: elsewhere || (told ? '' : failure.detail), errors, typed };
}

/**
 * Does what a form asks for, and gives what its page then shows: that it is done, or what the API refused.
 * Who is signed out meanwhile is led to sign in, and back to the page.
 */
export async function perform(
  event: { url: URL },
  sent: Sent,
  ask: () => Promise<unknown>,
): Promise<FormReply | ActionFailure<FormReply>> {
  try {
    await ask();
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    if (failure.code === 'signed_out')
      redirect(303, signInPath({ pathname: event.url.pathname, search: '' }));
    return fail(failure.status || 503, replyTo(failure, sent));
  }
  return { name: sent.name, done: true, sentence: '', errors: {}, typed: {} };
}

/** A refusal that the page itself can see, beside one field. */
export const refuseField = (name: string, field: string, sentence: string, typed: Record<string, string>) =>
  fail(422, { name, done: false, sentence: '', errors: { [field]: sentence }, typed } satisfies FormReply);
