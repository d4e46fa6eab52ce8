import type { ContactPoint } from '@cenacle/shared/cards/contract.ts';

/** Octets of a line at most, its end not counted (RFC 2426, section 2.6). */
const lineBytesMax = 75;

/** A value of text: the separators and the sign that escapes them, and line ends (RFC 2426, section 4). */
const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/\r\n?|\n/g, '\\n')
    .replaceAll(',', '\\,')
    .replaceAll(';', '\\;');

/** Cuts a line where it is too long, never inside of a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (bytes + size > lineBytesMax) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += sign;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}

export interface VCard {
  fn: string;
  title?: string;
  /** The organisation and its units. */
  org?: readonly string[];
  note?: string;
  contactPoints?: readonly ContactPoint[];
  urls?: readonly string[];
}

/** The last word is taken for the family name, since a card holds the name in one piece. */
function structuredName(fn: string): string {
  const words = fn.split(' ').filter(Boolean);
  const family = words.length > 1 ? (words.pop() ?? '') : '';
  return [family, words.join(' '), '', '', ''].map(escape).join(';');
}

function contactLine({ kind, raw, e164 }: ContactPoint): string {
  if (kind === 'phone') return `TEL;TYPE=VOICE:${escape(e164 ?? raw)}`;
  return kind === 'email' ? `EMAIL;TYPE=INTERNET:${escape(raw)}` : `URL:${raw}`;
}

/** The card as a vCard 3.0 (RFC 2426), in UTF-8 with CRLF. */
export function writeVCard({ fn, title, org, note, contactPoints = [], urls = [] }: VCard): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${structuredName(fn)}`,
    `FN:${escape(fn)}`,
    ...(org && org.length > 0 ? [`ORG:${org.map(escape).join(';')}`] : []),
    ...(title ? [`TITLE:${escape(title)}`] : []),
    ...contactPoints.map(contactLine),
    // A value of type URI, which is not escaped.
    ...urls.map((url) => `URL:${url}`),
    ...(note ? [`NOTE:${escape(note)}`] : []),
    'END:VCARD',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
