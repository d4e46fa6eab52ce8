import {
  weightDefault,
  type CriterionInput,
  type CriterionKind,
} from '@cenacle/shared/benchmarks/contract.ts';
import type { Direction } from '@cenacle/shared/benchmarks/scales.ts';
import { amountMinorMax } from '@cenacle/shared/money.ts';
import { invalid, type FieldCode, type FieldError } from '../errors.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import type { CriterionRow } from './queries.ts';

/** A criterion's columns as they are written. */
export type CriterionColumns = Omit<
  CriterionRow,
  'id' | 'benchmarkId' | 'position' | 'retiredAt' | 'createdAt'
>;

/** The scales that a kind brings with it. */
const fixedAnchors: Partial<Record<CriterionKind, { low: number; high: number }>> = {
  rating: { low: 1, high: 5 },
  yesno: { low: 0, high: 1 },
};

const isAmount = (minor: number): boolean => Number.isInteger(minor) && minor >= 0 && minor <= amountMinorMax;

/** The anchors of one criterion, or what is wrong with them. */
function anchorsOf(input: CriterionInput): { low: number; high: number } | [name: string, code: FieldCode] {
  const fixed = fixedAnchors[input.kind];
  const low = input.low ?? fixed?.low ?? null;
  const high = input.high ?? fixed?.high ?? null;
  if (low === null) return ['low', 'required'];
  if (high === null) return ['high', 'required'];
  if (fixed && low !== fixed.low) return ['low', 'not_for_this'];
  if (fixed && high !== fixed.high) return ['high', 'not_for_this'];
  if (low >= high) return ['high', 'out_of_order'];
  if (input.kind === 'price') {
    if (!isAmount(low)) return ['low', 'bad_format'];
    if (!isAmount(high)) return ['high', 'bad_format'];
  }
  return { low, high };
}

/** Why a knock-out does not go with its criterion; null when it does, and where there is none. */
function wrongKnockout(
  { kind, knockout }: CriterionInput,
  direction: Direction,
  { low, high }: { low: number; high: number },
): FieldCode | null {
  if (knockout == null) return null;
  if (kind === 'yesno') return knockout === (direction === 'benefit' ? high : low) ? null : 'bad_choice';
  if (kind === 'rating') return knockout >= low && knockout <= high ? null : 'out_of_range';
  if (kind === 'price') return isAmount(knockout) ? null : 'bad_format';
  return null;
}

/** What does not go with the kind: a unit of a price, a currency of a number. */
function misplaced(input: CriterionInput): string | null {
  if (input.kind !== 'number' && input.unit) return 'unit';
  if (input.kind !== 'price' && input.currency) return 'currency';
  if (input.kind !== 'price' && input.per) return 'per';
  return null;
}

function cleanCriterion(input: CriterionInput, i: number): CriterionColumns {
  const field = (name: string) => `criteria.${i}.${name}`;
  const refuse = (name: string, code: FieldCode) => invalid([{ field: field(name), code }]);
  const wrong = misplaced(input);
  if (wrong) throw refuse(wrong, 'not_for_this');
  const anchors = anchorsOf(input);
  if (Array.isArray(anchors)) throw refuse(...anchors);
  const isPrice = input.kind === 'price';
  const direction = input.direction ?? (isPrice ? 'cost' : 'benefit');
  const wrongLimit = wrongKnockout(input, direction, anchors);
  if (wrongLimit) throw refuse('knockout', wrongLimit);
  return {
    name: mandatoryLine(field('name'), input.name),
    note: oneLine(field('note'), input.note ?? ''),
    question: oneLine(field('question'), input.question ?? ''),
    evidenceExpected: oneLine(field('evidence_expected'), input.evidence_expected ?? ''),
    kind: input.kind,
    direction,
    unit: oneLine(field('unit'), input.unit ?? ''),
    currency: isPrice ? (input.currency ?? 'EUR') : null,
    per: isPrice ? (input.per ?? 'once') : null,
    ...anchors,
    lowWords: oneLine(field('low_words'), input.low_words ?? ''),
    highWords: oneLine(field('high_words'), input.high_words ?? ''),
    knockout: input.knockout ?? null,
    weight: input.weight ?? weightDefault,
  };
}

/** As people compare names: without case and accents. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The columns of all criteria, in their order; 422 at the fields, and at a name that is there twice. */
export function cleanCriteria(inputs: readonly CriterionInput[]): CriterionColumns[] {
  const columns = inputs.map(cleanCriterion);
  const names = columns.map(({ name }) => folded(name));
  const errors: FieldError[] = names.flatMap((name, i) =>
    names.indexOf(name) < i ? [{ field: `criteria.${i}.name`, code: 'repeated' }] : [],
  );
  if (errors.length > 0) throw invalid(errors);
  return columns;
}

/** Whether two products of one provider are the same option. */
export const isSameProduct = (a: string, b: string): boolean => folded(a) === folded(b);
