import type { CriterionKind } from './contract.ts';
import type { Direction } from './scales.ts';

/** A criterion with its limit: `knockout` is the worst value that still passes; null where there is none. */
interface Limited {
  kind: CriterionKind;
  direction: Direction;
  knockout: number | null;
}

/**
 * Whether a cell's mean passes the knock-out of its criterion; null where there is none. A mean that nobody gave is
 * unknown, and so is a yes or no on which evaluators differ: it is to be checked, not counted.
 */
export function knockoutOf(
  { kind, direction, knockout }: Limited,
  mean: number | null,
): 'passes' | 'fails' | 'unknown' | null {
  if (knockout === null) return null;
  if (mean === null || (kind === 'yesno' && mean > 0 && mean < 1)) return 'unknown';
  const passes = direction === 'benefit' ? mean >= knockout : mean <= knockout;
  return passes ? 'passes' : 'fails';
}
