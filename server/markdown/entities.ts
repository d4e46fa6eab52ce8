import { Parser } from 'htmlparser2';
import { cleanCharacters } from '@cenacle/shared/markdown/characters.ts';

const named = new Map<string, string>();

/** A character reference of HTML at the start of a match: named, decimal or hexadecimal. */
export const referencePattern = '&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});';
const references = new RegExp(referencePattern, 'g');

function decodeNamed(reference: string): string {
  const known = named.get(reference);
  if (known !== undefined) return known;
  let text = '';
  new Parser({ ontext: (part) => (text += part) }, { decodeEntities: true }).end(reference);
  // Only real names are kept, so the map never outgrows the list of HTML.
  if (text !== reference) named.set(reference, text);
  return text;
}

/** What one character reference stands for, cleaned as the rest of the text; the reference itself if unknown. */
export function decodeReference(reference: string): string {
  if (reference[1] !== '#') return cleanCharacters(decodeNamed(reference)).replace(/[\n\t]/g, ' ');
  const hexadecimal = reference[2] === 'x' || reference[2] === 'X';
  const code = hexadecimal
    ? Number.parseInt(reference.slice(3, -1), 16)
    : Number.parseInt(reference.slice(2, -1), 10);
  if (code === 0 || code > 0x10ffff) return '\ufffd';
  // A combining mark keeps its place here: it is composed when the whole text is cleaned.
  return cleanCharacters(String.fromCodePoint(code)).replace(/[\n\t]/g, ' ');
}

/** The text with every character reference decoded once. */
export function decodeReferences(text: string): string {
  return text.includes('&') ? text.replace(references, decodeReference) : text;
}
