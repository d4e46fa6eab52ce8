import { monthsMax, volumeMax, type Terms } from '@cenacle/shared/benchmarks/contract.ts';
import { amountMinorMax } from '@cenacle/shared/money.ts';

const minorPerUnit = 100;

/** Names of an address that say what detailed prices are counted with; the day rate in units of the currency. */
export const termNames: readonly string[] = ['months', 'volume', 'day_rate_units', 'vat'];

function wholeIn(text: FormDataEntryValue | null, min: number, max: number): number | undefined {
  const number = typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
}

/** The terms that an address or a form carries; what is none of them is passed over. */
export function termsIn(fields: { get: (name: string) => FormDataEntryValue | null }): Partial<Terms> {
  const months = wholeIn(fields.get('months'), 1, monthsMax);
  const volume = wholeIn(fields.get('volume'), 0, volumeMax);
  const dayRate = wholeIn(fields.get('day_rate_units'), 0, amountMinorMax / minorPerUnit);
  const vat = fields.get('vat');
  return {
    ...(months === undefined ? {} : { months }),
    ...(volume === undefined ? {} : { volume }),
    ...(dayRate === undefined ? {} : { day_rate: dayRate * minorPerUnit }),
    ...(vat === 'included' || vat === 'excluded' ? { vat } : {}),
  };
}
