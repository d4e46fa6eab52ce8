import type { BodyOf } from '@cenacle/shared/http.ts';
import {
  againAnswers,
  durationUnits,
  type closeCase,
  type Outcome,
} from '@cenacle/shared/threads/outcome-contract.ts';
import { linesIn, listIn } from '#lib/forms.ts';
import type { Words } from '#lib/words/fr.ts';
import { costFields, costTyped, readCost } from './cost.ts';

type Language = 'fr' | 'en';
type Body = BodyOf<typeof closeCase>;

/** Fields for providers that the form offers without script; with script more are added. */
export const providerFieldsMax = 10;

/** The text fields of the form; of answers that helped the ids, joined by commas. Providers stand under `provider.N` and `provider_name.N`, questions one a line. */
export const outcomeFields = [
  'decision',
  'again',
  ...costFields,
  'duration',
  'duration_unit',
  'result',
  'finished_on',
  'questions',
  'helpful',
] as const;
export type OutcomeTyped = Record<string, string>;

/** What the form of an outcome that stands begins with; a new one begins empty. */
export function typedOf(
  outcome: Outcome | null,
  helpful: readonly string[],
  language: Language,
): OutcomeTyped {
  return {
    decision: outcome?.decision ?? '',
    again: outcome?.again ?? '',
    ...costTyped(outcome?.cost, language),
    duration: outcome?.duration ? String(outcome.duration.count) : '',
    duration_unit: outcome?.duration?.unit ?? 'month',
    result: outcome?.result ?? '',
    finished_on: outcome?.finished_on ?? '',
    helpful: helpful.join(','),
    questions: (outcome?.questions ?? []).map(({ text }) => text).join('\n'),
    ...Object.fromEntries(
      (outcome?.providers ?? []).flatMap(({ id, name }, i) => [
        [`provider.${i}`, id],
        [`provider_name.${i}`, name],
      ]),
    ),
  };
}

const among = <T extends string>(list: readonly T[], text: string | undefined): T | undefined =>
  list.find((one) => one === text);

/** What the form calls the provider that it holds under this id. */
function providerName(typed: OutcomeTyped, id: string): string {
  const field = Object.keys(typed).find((name) => name.startsWith('provider.') && typed[name] === id);
  return typed[field?.replace('provider.', 'provider_name.') ?? ''] ?? '';
}

/** The chosen providers' ids, each once, in their order. */
export const providerIds = (typed: OutcomeTyped): string[] => [
  ...new Set(
    Object.keys(typed)
      .filter((name) => /^provider\.\d+$/.test(name))
      .toSorted((a, b) => Number(a.slice(9)) - Number(b.slice(9)))
      .flatMap((name) => typed[name] || []),
  ),
];

/**
 * The form as its draft keeps it. A draft holds twenty fields: the providers share one, their names another. With the
 * revision on which it was begun, so that a correction made meanwhile is told and not overwritten.
 */
export const draftOf = (typed: OutcomeTyped, revision: number): Record<string, string> => ({
  ...Object.fromEntries(outcomeFields.map((name) => [name, typed[name] ?? ''])),
  revision: String(revision),
  providers: providerIds(typed).join(' '),
  provider_names: providerIds(typed)
    .map((id) => providerName(typed, id))
    .join('\n'),
});

/** The form that a draft was made of, and the revision on which it was begun. */
export function typedOfDraft(draft: Record<string, string>): { typed: OutcomeTyped; revision: number } {
  const { revision, providers = '', provider_names: names = '', ...fields } = draft;
  const ids = providers.split(' ').filter(Boolean);
  const chosen = ids.flatMap((id, i) => [
    [`provider.${i}`, id],
    [`provider_name.${i}`, names.split('\n')[i] ?? ''],
  ]);
  return { typed: { ...fields, ...Object.fromEntries(chosen) }, revision: Number(revision) || 0 };
}

/** The request that the form comes to, or what to mend, by field. */
export function bodyOf(
  typed: OutcomeTyped,
  revision: number,
  language: Language,
  words: Words['outcome'],
  required: string,
): { body: Body } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const again = among(againAnswers, typed.again);
  if (!typed.decision) errors.decision = required;
  if (!again) errors.again = required;
  const cost = readCost(typed, language);
  if (cost && 'wrong' in cost) errors[cost.wrong] = words.badAmount;
  const count = Number(typed.duration);
  if (typed.duration && !(Number.isInteger(count) && count >= 1)) errors.duration = words.badCount;
  if (Object.keys(errors).length > 0 || !again || (cost && 'wrong' in cost)) return { errors };
  return {
    body: {
      decision: typed.decision ?? '',
      again,
      result: typed.result ?? '',
      provider_ids: providerIds(typed),
      cost,
      duration: typed.duration ? { count, unit: among(durationUnits, typed.duration_unit) ?? 'month' } : null,
      questions: linesIn(typed.questions),
      helpful_post_ids: listIn(typed.helpful),
      revision,
      ...(typed.finished_on ? { finished_on: typed.finished_on } : {}),
    },
  };
}

/** The form's field that a field of the request belongs to. */
export function fieldOf(field: string): string {
  if (field.startsWith('cost.max')) return 'cost_to';
  if (field.startsWith('cost')) return 'cost_from';
  if (field.startsWith('duration')) return 'duration';
  return (field.split('.')[0] ?? field)
    .replace('provider_ids', 'providers')
    .replace('helpful_post_ids', 'helpful');
}
