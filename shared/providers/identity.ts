/** A SIREN of 9 digits, and the SIRET of 14 digits where one was given. */
export interface Identity {
  siren: string;
  siret: string | null;
}

/** La Poste's SIREN: it has more establishments than numbers with a right check digit. */
const laPoste = '356000000';

/** Whether the digits have a right check digit (Luhn's formula, ISO/IEC 7812-1 annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [i, sign] of [...digits].toReversed().entries()) {
    const digit = Number(sign) * (i % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

const sumOf = (digits: string): number => [...digits].reduce((sum, digit) => sum + Number(digit), 0);

/**
 * Whether 14 digits are a SIRET: Luhn's formula over all of them and over the SIREN in front, as INSEE gives them out; for
 * establishments of La Poste it is enough that their sum is a multiple of 5 (INSEE's own exception).
 */
function isSiret(digits: string): boolean {
  if (!passesLuhn(digits.slice(0, 9))) return false;
  return passesLuhn(digits) || (digits.startsWith(laPoste) && sumOf(digits) % 5 === 0);
}

/**
 * Reads a SIREN or SIRET as typed, with spaces, dots, hyphens or none. Null for an empty text; 'bad_format' for what has
 * not 9 or 14 digits and nothing else; 'bad_identity' where the check digit is wrong. Zeros alone pass the formula and
 * are nobody.
 */
export function readIdentity(typed: string): Identity | 'bad_format' | 'bad_identity' | null {
  const digits = typed.replace(/[\s\u00a0\u202f.-]/g, '');
  if (digits === '') return null;
  if (!/^(\d{9}|\d{14})$/.test(digits)) return 'bad_format';
  if (digits.startsWith('000000000')) return 'bad_identity';
  if (digits.length === 9) return passesLuhn(digits) ? { siren: digits, siret: null } : 'bad_identity';
  return isSiret(digits) ? { siren: digits.slice(0, 9), siret: digits } : 'bad_identity';
}

/** The digits in the groups that people read them in: 552 100 554, and 552 100 554 00013 for a SIRET. */
export const writeIdentity = (digits: string): string =>
  [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 9), digits.slice(9)]
    .filter(Boolean)
    .join('\u00a0');
