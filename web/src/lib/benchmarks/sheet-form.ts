import { directions } from '@cenacle/shared/benchmarks/contract.ts';
import { columnUses, type ColumnInput } from '@cenacle/shared/benchmarks/sheet-contract.ts';
import { currencies, paidPer } from '@cenacle/shared/money.ts';

/** The table that the form carries along; nothing where it was broken. */
export function tableIn(form: FormData): string[][] {
  try {
    const table: unknown = JSON.parse(String(form.get('table') ?? ''));
    return Array.isArray(table) ? table.map((row) => (Array.isArray(row) ? row.map(String) : [])) : [];
  } catch {
    return [];
  }
}

const among = <T extends string>(list: readonly T[], text: unknown, otherwise: T): T =>
  list.find((one) => one === text) ?? otherwise;

/** What the form says that each column is. */
export const columnsIn = (form: FormData): ColumnInput[] =>
  [...form.keys()]
    .flatMap((name) => /^c\.(\d{1,2})\.use$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((i) => {
      const typed = (field: string) => String(form.get(`c.${i}.${field}`) ?? '').trim();
      const use = among(columnUses, typed('use'), 'ignore');
      return {
        use,
        name: typed('name'),
        direction: among(directions, typed('direction'), 'benefit'),
        unit: use === 'number' ? typed('unit') : '',
        currency: among(currencies, typed('currency'), 'EUR'),
        per: among(paidPer, typed('per'), 'once'),
      };
    });
