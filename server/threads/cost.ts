import type { Cost } from '@cenacle/shared/threads/outcome-contract.ts';
import { invalid } from '../errors.ts';

/** A cost as columns hold it: minor units, all null for none; a band without an end has no maximum. */
export interface CostColumns {
  minMinor: number | null;
  maxMinor: number | null;
  currency: Cost['currency'] | null;
  per: Cost['per'] | null;
}

/** The columns of a cost given at `field`; 422 where its maximum is below its minimum. */
export function costColumns(field: string, cost: Cost | null | undefined): CostColumns {
  if (cost && cost.max_minor !== null && cost.max_minor < cost.min_minor)
    throw invalid([{ field: `${field}.max_minor`, code: 'out_of_order' }]);
  return {
    minMinor: cost?.min_minor ?? null,
    maxMinor: cost?.max_minor ?? null,
    currency: cost?.currency ?? null,
    per: cost?.per ?? null,
  };
}

export const viewCost = ({ minMinor, maxMinor, currency, per }: CostColumns): Cost | null =>
  minMinor === null || currency === null || per === null
    ? null
    : { min_minor: minMinor, max_minor: maxMinor, currency, per };
