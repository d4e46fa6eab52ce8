import { languages, type BodyOf, type Language } from '@cenacle/shared/http.ts';
import type { openThread, ThreadKind } from '@cenacle/shared/threads/contract.ts';
import { listIn } from '#lib/forms.ts';
import type { Words } from '#lib/words/fr.ts';

/** The form's fields as typed, by name; a draft and a refused form hold the same. */
export const fieldNames = [
  'title',
  'context',
  'stuck',
  'tried',
  'looking_for',
  'not_wanted',
  'wanted_by',
  'body',
  'audience',
  'member_ids',
  'tags',
  'language',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type Typed = Partial<Record<FieldName, string>>;
export type Errors = Partial<Record<FieldName, string>>;

/** The choice of "Qui peut lire" that names members one by one. */
export const namedAudience = 'named';

export const kindOf = (value: unknown): ThreadKind => (value === 'discussion' ? 'discussion' : 'case');

const isLanguage = (value: string | undefined): value is Language =>
  (languages as readonly string[]).includes(value ?? '');

/** Tags as typed, separated by commas: without `#`, each once. */
export const tagsIn = (text: string | undefined): string[] => [
  ...new Set(
    listIn(text)
      .map((tag) => tag.replace(/^#+/, '').replace(/\s+/g, ' ').trim().toLocaleLowerCase('fr'))
      .filter(Boolean),
  ),
];

/** What the API is asked to open. An empty audience is all members. */
export function bodyOf(kind: ThreadKind, typed: Typed): BodyOf<typeof openThread> {
  const audience = typed.audience ?? '';
  const named = audience === namedAudience;
  const tags = tagsIn(typed.tags);
  return {
    kind,
    title: typed.title ?? '',
    ...(typed.body ? { body: typed.body } : {}),
    ...(named ? { member_ids: [...new Set(listIn(typed.member_ids))] } : {}),
    ...(audience && !named ? { audience_id: audience } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(isLanguage(typed.language) ? { language: typed.language } : {}),
    ...(kind === 'case'
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

/** A form with a text quoted behind what it holds already; its title and readers are only proposed. */
export const withQuoted = (
  begun: Typed,
  { title, body, audience }: { title: string; body: string; audience: string },
): Typed => ({
  ...begun,
  title: begun.title || title,
  // What a circle reads is quoted in that circle, whatever was begun.
  audience: audience || begun.audience,
  body: [begun.body, body].filter(Boolean).join('\n\n'),
});

const isBlank = (text: string | undefined): boolean => !text?.trim();

/** What the form can see to be missing before it asks, in words that say what the field is for. */
export function missingIn(kind: ThreadKind, typed: Typed, words: Words['compose']): Errors {
  const namesNobody = typed.audience === namedAudience && isBlank(typed.member_ids);
  return {
    ...(isBlank(typed.title) ? { title: words.titleMissing } : {}),
    ...(kind === 'case' && isBlank(typed.looking_for) ? { looking_for: words.lookingForMissing } : {}),
    ...(kind === 'discussion' && isBlank(typed.body) ? { body: words.textMissing } : {}),
    ...(namesNobody ? { member_ids: words.membersMissing } : {}),
  };
}

/** The field of the form that a field of the API stands for; empty where the form has none. */
export function fieldOf(path: string): FieldName | '' {
  const name = path.replace(/^sheet\./, '').split('.')[0] ?? '';
  if (name === 'audience_id') return 'audience';
  return (fieldNames as readonly string[]).includes(name) ? (name as FieldName) : '';
}

/** Enter in a line must not publish what is half written; the button does, and Ctrl+Enter in the story. */
export function stayOnEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
