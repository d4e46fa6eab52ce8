import { languages, type BodyOf, type Language } from '@cenacle/shared/http.ts';
import type { Thread, updateThread } from '@cenacle/shared/threads/contract.ts';
import type { ApiError } from '#lib/api.ts';
import { listIn } from '#lib/forms.ts';

/** The fields of a thread that its author edits, by the names of the form. */
export const fieldNames = [
  'title',
  'context',
  'stuck',
  'tried',
  'looking_for',
  'not_wanted',
  'wanted_by',
  'tags',
  'language',
  'reason',
] as const;
export type FieldName = (typeof fieldNames)[number];
type Typed = Record<string, string>;

const isLanguage = (value: string | undefined): value is Language =>
  (languages as readonly string[]).includes(value ?? '');

const tagsIn = (text: string | undefined): string[] => [
  ...new Set(
    listIn(text)
      .map((tag) => tag.replace(/^#+/, '').trim())
      .filter(Boolean),
  ),
];

/** What a thread looks like in the form. */
export const typedOf = ({ title, sheet, tags, language }: Thread): Record<FieldName, string> => ({
  title,
  context: sheet?.context ?? '',
  stuck: sheet?.stuck ?? '',
  tried: sheet?.tried ?? '',
  looking_for: sheet?.looking_for ?? '',
  not_wanted: sheet?.not_wanted ?? '',
  wanted_by: sheet?.wanted_by ?? '',
  tags: tags.join(', '),
  language,
  reason: '',
});

/** What the API is asked to change. */
export function changesOf(typed: Typed, isCase: boolean): BodyOf<typeof updateThread> {
  return {
    title: typed.title ?? '',
    tags: tagsIn(typed.tags),
    ...(typed.reason ? { reason: typed.reason } : {}),
    ...(isLanguage(typed.language) ? { language: typed.language } : {}),
    ...(isCase
      ? {
          sheet: {
            context: typed.context ?? '',
            stuck: typed.stuck ?? '',
            tried: typed.tried ?? '',
            looking_for: typed.looking_for ?? '',
            not_wanted: typed.not_wanted ?? '',
            wanted_by: typed.wanted_by || null,
          },
        }
      : {}),
  };
}

/** What somebody else published meanwhile, for each field that differs from what is typed. */
export function otherValues(
  typed: Typed,
  current: Thread,
  say: (theirs: string) => string,
): Partial<Record<FieldName, string>> {
  const theirs = typedOf(current);
  const differing = fieldNames.filter(
    (name) =>
      name !== 'reason' &&
      (name === 'tags'
        ? tagsIn(typed.tags).join(',') !== current.tags.join(',')
        : (typed[name] ?? '').trim() !== theirs[name].trim()),
  );
  return Object.fromEntries(differing.map((name) => [name, say(theirs[name])]));
}

/** What to mend, by field of the form. */
export function errorsOf(failure: ApiError): Partial<Record<FieldName, string>> {
  const errors: Partial<Record<FieldName, string>> = {};
  for (const { field, detail } of failure.errors) {
    const name = field.replace(/^sheet\./, '').split('.')[0] ?? '';
    if ((fieldNames as readonly string[]).includes(name)) errors[name as FieldName] ??= detail;
  }
  return errors;
}
