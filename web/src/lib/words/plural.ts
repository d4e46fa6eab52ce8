import type { Language } from '@cenacle/shared/http.ts';

/** The forms that French and English need; French counts 0 and 1,5 as one. */
export interface PluralForms {
  one: string;
  other: string;
}

const rules: Record<Language, Intl.PluralRules> = {
  fr: new Intl.PluralRules('fr'),
  en: new Intl.PluralRules('en'),
};
const numbers: Record<Language, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat('fr-FR'),
  en: new Intl.NumberFormat('en-GB'),
};

/** The form that fits the number, with `#` replaced by it as this language writes it. */
export function plural(language: Language, n: number, forms: PluralForms): string {
  const form = rules[language].select(n) === 'one' ? forms.one : forms.other;
  return form.replace('#', numbers[language].format(n));
}
