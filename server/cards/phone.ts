import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';

/** Where French members type numbers of their own kind without a prefix. */
const overseas = ['RE', 'GP', 'GF', 'MQ'] as const satisfies readonly CountryCode[];
/** « 01 02 03 04 05 ou 06 … », « … / … »: the first is the number. */
const secondNumber = /\s+(?:ou|or)\s+|\s*[/;]\s*(?=[+(\d])/i;
const extension = /\s*(?:poste|ext(?:ension)?\.?)\s*[:.]?\s*(\d{1,7})\s*$/i;

const readIn = (text: string, country: CountryCode): PhoneNumber | null =>
  parsePhoneNumberFromString(text, { defaultCountry: country, extract: false }) ?? null;

/**
 * What a typed phone number is, read as in France: E.164 and the extension, null where it can't be one. A number that is
 * only improbable is kept. One that is valid in exactly one of Réunion, Guadeloupe, Guyane and Martinique, and not in
 * metropolitan France, is taken to be there.
 */
export function readPhone(typed: string): { e164: string | null; extension: string | null } {
  const first = typed.normalize('NFKC').trim().split(secondNumber)[0] ?? '';
  const inner = extension.exec(first)?.[1] ?? null;
  const text = first.replace(extension, '').replace(/\(0\)/, '').trim();
  const french = readIn(text, 'FR');
  if (french?.isValid()) return { e164: french.number, extension: inner };
  if (!text.startsWith('+') && !text.startsWith('00')) {
    const elsewhere = overseas.map((country) => readIn(text, country)).filter((found) => found?.isValid());
    if (elsewhere.length === 1) return { e164: elsewhere[0]?.number ?? null, extension: inner };
  }
  return { e164: french?.isPossible() ? french.number : null, extension: inner };
}
