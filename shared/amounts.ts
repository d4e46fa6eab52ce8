/**
 * Reads a number as people type it in French or English: `12 500,50`, `12.500,50`, `12,500.50`, `1500`, `-3`. Of two
 * different signs the last is the decimal one; a single one is, unless exactly three digits follow it and it can only be a
 * thousands sign (it stands more than once, or in the other language's way). Null for anything else.
 */
export function readNumber(text: string, language: 'fr' | 'en'): number | null {
  const typed = text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[−–]/, '-');
  if (!/^-?\d+(?:[.,]\d+)*$/.test(typed)) return null;
  const signs = [...typed.matchAll(/[.,]/g)].map(({ 0: sign, index }) => ({ sign, index }));
  const last = signs.at(-1);
  if (!last) return Number(typed);
  const isAlone = signs.every(({ sign }) => sign === last.sign);
  const digitsAfter = typed.length - last.index - 1;
  const isDecimal = isAlone
    ? signs.length === 1 && !(digitsAfter === 3 && last.sign === (language === 'fr' ? '.' : ','))
    : signs.filter(({ sign }) => sign === last.sign).length === 1;
  const whole = (isDecimal ? typed.slice(0, last.index) : typed).replace(/[.,]/g, '');
  return Number(isDecimal ? `${whole}.${typed.slice(last.index + 1)}` : whole);
}

/** An amount as typed, perhaps with its currency, in minor units (cents); null when it is none or has half cents. */
export function readAmount(text: string, language: 'fr' | 'en'): number | null {
  const number = readNumber(
    text.replace(/(?:€|£|\$|[A-Za-z]{2,3})\s*$/u, '').replace(/^\s*(?:€|£|\$)/u, ''),
    language,
  );
  if (number === null || number < 0) return null;
  const minor = Math.round(number * 100);
  return Math.abs(number * 100 - minor) < 1e-6 ? minor : null;
}

/** A number as a field shows it for mending: without thousands signs, with the language's decimal sign. */
export const writeNumber = (number: number, language: 'fr' | 'en'): string =>
  language === 'fr' ? String(number).replace('.', ',') : String(number);
