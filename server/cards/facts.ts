import {
  type CardRow,
  type ContactInput,
  type editCard as editCardRoute,
} from '@cenacle/shared/cards/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { readSite } from '@cenacle/shared/providers/site.ts';
import { invalid, type FieldCode } from '../errors.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import { readPhone } from './phone.ts';
import type { CardRecord } from './queries.ts';
import type { ContactColumns } from './write-queries.ts';

type Fields = Omit<
  BodyOf<typeof editCardRoute>,
  'version' | 'audience_id' | 'provider_id' | 'contact_points'
>;

const emailPattern = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@.]{2,}$/;

/** What one contact point comes to, or what is wrong with it. A phone need only hold a digit. */
function readPoint({ kind, raw }: ContactInput, field: string): ContactColumns | FieldCode {
  const text = oneLine(field, raw);
  if (kind === 'phone') {
    if (!/\d/.test(text)) return 'bad_format';
    const { e164 } = readPhone(text);
    return { kind, raw: text, e164, key: `phone:${e164 ?? text.replace(/\D/g, '')}` };
  }
  if (kind === 'email') {
    if (!emailPattern.test(text)) return 'bad_email';
    return { kind, raw: text, e164: null, key: `email:${text.toLowerCase()}` };
  }
  const site = readSite(text);
  if (site === null || site === 'bad_website') return 'bad_website';
  return { kind, raw: site.website, e164: null, key: `website:${site.domain}` };
}

/** The contact points as they are kept, in their order; 422 at each that can't be one. */
export function cleanPoints(given: readonly ContactInput[]): ContactColumns[] {
  const read = given.map((point, i) => readPoint(point, `contact_points.${i}.raw`));
  const errors = read.flatMap((each, i) =>
    typeof each === 'string' ? [{ field: `contact_points.${i}.raw`, code: each }] : [],
  );
  if (errors.length > 0) throw invalid(errors);
  const points = read.filter((each) => typeof each !== 'string');
  return points.filter((point, i) => points.findIndex(({ key }) => key === point.key) === i);
}

/** The columns that the fields given come to, of a card that stands as `before`; 422 at the fields. */
export function cleanFacts(fields: Fields, before: Partial<CardRecord>): Partial<CardRecord> {
  const text = <K extends 'person' | 'job_title' | 'firm' | 'not_for_what' | 'area' | 'source'>(name: K) =>
    fields[name] === undefined ? undefined : oneLine(name, fields[name]);
  const change = {
    person: text('person'),
    jobTitle: text('job_title'),
    firm: text('firm'),
    notForWhat: text('not_for_what'),
    area: text('area'),
    source: text('source'),
    forWhat: fields.for_what === undefined ? undefined : mandatoryLine('for_what', fields.for_what),
    stance: fields.stance,
    languages: fields.languages,
    priceMin: fields.price_min,
    priceMax: fields.price_max,
  };
  const columns = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Partial<CardRecord>;
  const after = { ...before, ...columns };
  if (after.priceMin != null && after.priceMax != null && after.priceMax < after.priceMin)
    throw invalid([{ field: 'price_max', code: 'max_below_min' }]);
  return columns;
}

/** 422 for a card of nobody, and for a person of whom it is not said how their data came here. */
export function refuseIncomplete(card: Pick<CardRecord, 'person' | 'firm' | 'source' | 'providerId'>): void {
  if (card.person === '' && card.firm === '' && !card.providerId)
    throw invalid([{ field: 'person', code: 'needs_somebody' }]);
  if (card.person !== '' && card.source === '') throw invalid([{ field: 'source', code: 'required' }]);
}

type Facts = Pick<
  CardRow,
  | 'person'
  | 'job_title'
  | 'firm'
  | 'for_what'
  | 'not_for_what'
  | 'stance'
  | 'price_min'
  | 'price_max'
  | 'area'
  | 'languages'
>;

/** What stands on the card, as every view of it gives it. */
export const viewFacts = (card: CardRecord): Facts => ({
  person: card.person,
  job_title: card.jobTitle,
  firm: card.firm,
  for_what: card.forWhat,
  not_for_what: card.notForWhat,
  stance: card.stance,
  price_min: card.priceMin,
  price_max: card.priceMax,
  area: card.area,
  languages: card.languages,
});
