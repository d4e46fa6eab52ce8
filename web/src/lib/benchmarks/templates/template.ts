import type { Criterion } from '@cenacle/shared/benchmarks/contract.ts';
import type { PaidPer } from '@cenacle/shared/money.ts';

/** What is said of a criterion in one language. */
export interface CriterionWords {
  name: string;
  question: string;
  low: string;
  high: string;
  evidence: string;
}

/** A criterion that a category begins with; prices in euros, as they are typed. */
export interface TemplateCriterion extends Pick<Criterion, 'kind' | 'direction' | 'weight'> {
  per: PaidPer;
  low: number | null;
  high: number | null;
  unit: { fr: string; en: string };
  fr: CriterionWords;
  en: CriterionWords;
}

/** Name, question, what the low and the high end mean, evidence expected. */
type Said = readonly [string, string, string, string, string];
const saidOf = ([name, question, low, high, evidence]: Said): CriterionWords => ({
  name,
  question,
  low,
  high,
  evidence,
});
const noUnit = { fr: '', en: '' };

const criterion = (
  more: Partial<TemplateCriterion> & Pick<TemplateCriterion, 'kind' | 'weight'>,
  fr: Said,
  en: Said,
): TemplateCriterion => ({
  direction: 'benefit',
  per: 'once',
  low: null,
  high: null,
  unit: noUnit,
  ...more,
  fr: saidOf(fr),
  en: saidOf(en),
});

/** A mark from 1 to 5. */
export const rating = (weight: number, fr: Said, en: Said) => criterion({ kind: 'rating', weight }, fr, en);

export const yesno = (weight: number, fr: Said, en: Said) => criterion({ kind: 'yesno', weight }, fr, en);

/** A price, from what is cheap to what is dear. */
export const price = (weight: number, per: PaidPer, ends: [number, number], fr: Said, en: Said) =>
  criterion({ kind: 'price', direction: 'cost', weight, per, low: ends[0], high: ends[1] }, fr, en);

/** A duration or a count of which less is better. */
export const fewer = (
  weight: number,
  unit: TemplateCriterion['unit'],
  ends: [number, number],
  fr: Said,
  en: Said,
) => criterion({ kind: 'number', direction: 'cost', weight, unit, low: ends[0], high: ends[1] }, fr, en);

export const weeks = { fr: 'semaines', en: 'weeks' };
export const days = { fr: 'jours', en: 'days' };
