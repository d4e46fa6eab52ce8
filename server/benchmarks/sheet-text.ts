import { parse } from 'csv-parse/sync';

/** What windows-1252 has where ISO 8859-1 has controls, from 0x80 (WHATWG Encoding); holes stay as they are. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a CSV file: UTF-8 or UTF-16 by its mark, UTF-8 where it is that, else windows-1252. Node's own decoder of it is wrong in several versions. */
function textOf(content: Uint8Array): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return Array.from(content, (byte) =>
      byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80] : String.fromCharCode(byte),
    ).join('');
  }
}

/** The sign between the cells: the one of `;`, tab and `,` that the header has most of outside of quotes. */
function separatorOf(text: string): string {
  const [first = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const count = (sign: string) => first.split(sign).length;
  return [';', '\t', ','].toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}

/** The rows of a CSV file as Excel writes it, in French or English, `sep=` line included. */
export function csvRows(content: Uint8Array): string[][] {
  const [, named, rest] = /^\uFEFF?(?:sep=(.)\r?\n)?([\s\S]*)$/.exec(textOf(content)) ?? [];
  const text = rest ?? '';
  return parse(text, {
    delimiter: named ?? separatorOf(text),
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: false,
  });
}
