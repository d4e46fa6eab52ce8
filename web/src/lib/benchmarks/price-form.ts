import { stepsMax, type PriceParts } from '@cenacle/shared/benchmarks/contract.ts';
import { readAmount, readNumber, writeNumber } from '@cenacle/shared/amounts.ts';

type Language = 'fr' | 'en';

const minorPerUnit = 100;
const microsPerUnit = 1_000_000;
/** Steps of a plan that the form offers. */
export const stepLines = [...Array(Math.min(3, stepsMax)).keys()];

/** The name of a part's field in the form. */
export const partName = (criterionId: string, part: string): string => `p.${criterionId}.${part}`;

/** Thrown for a text that is no amount or number. */
class Unreadable extends Error {}

const minorIn = (text: string, language: Language): number => {
  const minor = readAmount(text, language);
  if (minor === null) throw new Unreadable();
  return minor;
};
const numberIn = (text: string, language: Language): number => {
  const number = readNumber(text, language);
  if (number === null || number < 0) throw new Unreadable();
  return number;
};
const microsIn = (text: string, language: Language): number =>
  Math.round(numberIn(text, language) * microsPerUnit);

/**
 * The parts that were typed under a criterion: null when there are none, `unreadable` when one of them is no amount or
 * number. A step of a plan without overage sells no more than it includes.
 */
export function readParts(
  typed: Record<string, string>,
  criterionId: string,
  language: Language,
): PriceParts | null | 'unreadable' {
  const text = (part: string) => (typed[partName(criterionId, part)] ?? '').trim();
  const when = <T>(part: string, read: (given: string, language: Language) => T): T | undefined =>
    text(part) === '' ? undefined : read(text(part), language);
  try {
    const recurring = when('recurring', minorIn);
    const steps = stepLines.flatMap((i) => {
      const base = when(`base_${i}`, minorIn);
      if (base === undefined) return [];
      const included = when(`included_${i}`, numberIn) ?? 0;
      return [{ base, included, overage: when(`overage_${i}`, microsIn) ?? null }];
    });
    const parts = {
      one_off: when('one_off', minorIn),
      recurring:
        recurring === undefined
          ? undefined
          : {
              minor: recurring,
              per: text('recurring_per') === 'year' ? ('year' as const) : ('month' as const),
            },
      per_use: when('per_use', microsIn),
      steps: steps.length > 0 ? steps : undefined,
      internal_days: when('internal_days', numberIn),
      exit: when('exit', minorIn),
    };
    const known = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
    if (Object.keys(known).length === 0) return null;
    return text('vat_included') ? { ...known, vat_included: true } : known;
  } catch (failure) {
    if (failure instanceof Unreadable) return 'unreadable';
    throw failure;
  }
}

/** The fields that these parts are typed in. */
export function typedParts(
  parts: PriceParts,
  criterionId: string,
  language: Language,
): Record<string, string> {
  const minor = (value: number | undefined) =>
    value === undefined ? '' : writeNumber(value / minorPerUnit, language);
  const micros = (value: number | null | undefined) =>
    value == null ? '' : writeNumber(value / microsPerUnit, language);
  const fields: Record<string, string> = {
    one_off: minor(parts.one_off),
    recurring: minor(parts.recurring?.minor),
    recurring_per: parts.recurring?.per ?? '',
    per_use: micros(parts.per_use),
    internal_days: parts.internal_days === undefined ? '' : writeNumber(parts.internal_days, language),
    exit: minor(parts.exit),
    vat_included: parts.vat_included ? '1' : '',
  };
  for (const i of stepLines) {
    const step = parts.steps?.[i];
    fields[`base_${i}`] = minor(step?.base);
    fields[`included_${i}`] = step ? writeNumber(step.included, language) : '';
    fields[`overage_${i}`] = micros(step?.overage);
  }
  return Object.fromEntries(
    Object.entries(fields).map(([part, text]) => [partName(criterionId, part), text]),
  );
}
