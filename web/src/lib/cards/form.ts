import {
  contactKinds,
  stances,
  type Card,
  type ContactInput,
  type ContactKind,
  type PersonView,
} from '@cenacle/shared/cards/contract.ts';
import { spokenLanguages } from '@cenacle/shared/members/contract.ts';
import { readAmount, writeNumber } from '@cenacle/shared/amounts.ts';
import { listIn } from '#lib/forms.ts';

type Typed = Record<string, string>;
type Language = 'fr' | 'en';

/** How many fields the form has for each kind of contact point. */
const fieldsPerKind: Record<ContactKind, number> = { phone: 2, email: 2, website: 1 };

/** The contact points' fields in their order: `phone.1`, `phone.2`, … */
export const contactFields: readonly { name: string; kind: ContactKind; n: number }[] = contactKinds.flatMap(
  (kind) =>
    Array.from({ length: fieldsPerKind[kind] }, (_, i) => ({ name: `${kind}.${i + 1}`, kind, n: i + 1 })),
);

/** The text fields of what stands on a card, and those of its own. */
export const factFields = [
  'person',
  'job_title',
  'firm',
  'for_what',
  'not_for_what',
  'price_min',
  'price_max',
  'area',
  'languages',
  ...contactFields.map(({ name }) => name),
] as const;
export const cardFields = [...factFields, 'stance', 'provider_id', 'source', 'audience_id'] as const;

const contactsIn = (typed: Typed): { name: string; point: ContactInput }[] =>
  contactFields.flatMap(({ name, kind }) => {
    const raw = typed[name] ?? '';
    return raw === '' ? [] : [{ name, point: { kind, raw } }];
  });

function priceIn(text: string | undefined, language: Language): number | null | 'bad' {
  if (!text) return null;
  return readAmount(text, language) ?? 'bad';
}

/** What a form of facts comes to, or what to mend by field. */
export function factsOf(typed: Typed, language: Language, badAmount: string) {
  const [min, max] = [priceIn(typed.price_min, language), priceIn(typed.price_max, language)];
  const errors: Record<string, string> = {};
  if (min === 'bad') errors.price_min = badAmount;
  if (max === 'bad') errors.price_max = badAmount;
  const facts = {
    person: typed.person ?? '',
    job_title: typed.job_title ?? '',
    firm: typed.firm ?? '',
    for_what: typed.for_what ?? '',
    not_for_what: typed.not_for_what ?? '',
    price_min: min === 'bad' ? null : min,
    price_max: max === 'bad' ? null : max,
    area: typed.area ?? '',
    languages: spokenLanguages.filter((each) => listIn(typed.languages).includes(each)),
    contact_points: contactsIn(typed).map(({ point }) => point),
  };
  return { facts, errors };
}

/** What a form of a whole card comes to, beside its facts. */
export const restOf = (typed: Typed) => ({
  stance: stances.find((one) => one === typed.stance) ?? ('deploys' as const),
  provider_id: typed.provider_id || null,
  source: typed.source ?? '',
  ...(typed.audience_id ? { audience_id: typed.audience_id } : {}),
});

/** The form's field of a fault in the contact points, which the request counts through. */
export const fieldOf = (field: string, typed: Typed): string => {
  const index = /^contact_points\.(\d+)/.exec(field)?.[1];
  return index === undefined ? field : (contactsIn(typed)[Number(index)]?.name ?? field);
};

/** A card's facts as the form's fields show them. */
export function typedOf(card: Card | PersonView, language: Language): Typed {
  const money = (minor: number | null) => (minor === null ? '' : writeNumber(minor / 100, language));
  const points = (card.contact_points ?? []).map(({ kind, raw }, i, all) => {
    const n = all.slice(0, i).filter((other) => other.kind === kind).length + 1;
    return [`${kind}.${n}`, raw];
  });
  return {
    person: card.person,
    job_title: card.job_title,
    firm: card.firm,
    for_what: card.for_what,
    not_for_what: card.not_for_what,
    price_min: money(card.price_min),
    price_max: money(card.price_max),
    area: card.area,
    languages: card.languages.join(','),
    ...Object.fromEntries(points),
    ...('audience' in card
      ? {
          stance: card.stance,
          source: card.source,
          provider_id: card.provider?.id ?? '',
          audience_id: card.audience.id,
        }
      : {}),
  };
}
