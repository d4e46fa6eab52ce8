import { findAddress, judgeBareAddress } from './addresses.ts';
import { cleanCharacters } from './characters.ts';

const special = /[\\`*[\]<]|~{2,}|&(?=#?[a-zA-Z0-9]{1,32};)|_/g;
const wordCharacter = /[\p{L}\p{N}]/u;
const looseDash = /^[–—•](?=[\s\u00a0\u202f])/;

function escapeWords(text: string, whole: string, start: number): string {
  return text.replace(special, (found, at: number) => {
    const place = start + at;
    const within = wordCharacter.test(whole.charAt(place - 1)) && wordCharacter.test(whole.charAt(place + 1));
    if (found === '_' && within) return found;
    return found.replace(/./g, '\\$&');
  });
}

/** Text within a line, so that Markdown shows it as it is. Bare addresses stay what they are: links. */
export function escapeRunning(text: string): string {
  let result = '';
  let done = 0;
  for (const found of text.matchAll(/https?:\/\/|www\.|\/threads\//gi)) {
    if (found.index < done) continue;
    const address = findAddress(text, found.index);
    if (address === '' || !judgeBareAddress(address, '')) continue;
    result += escapeWords(text.slice(done, found.index), text, done) + address;
    done = found.index + address.length;
  }
  return result + escapeWords(text.slice(done), text, done);
}

/** An escaped line, so that its beginning opens no list, heading, quote, rule or table. */
export function escapeLineStart(line: string): string {
  if (looseDash.test(line)) return `&#${line.charCodeAt(0)};${line.slice(1)}`;
  if (/^(?:[-+](?=\s|$)|-+$|--|=+\s*$|>|#{1,6}(?=\s|$)|[|:-](?=[\s|:-]*$))/.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A plain text as Markdown that renders to exactly that text, its line breaks and its addresses as links. */
export function escapeMarkdown(text: string): string {
  return cleanCharacters(text)
    .trim()
    .split('\n')
    .map((line) => escapeLineStart(escapeRunning(line.replace(/^[ \t]+|[ \t]+$/g, ''))))
    .join('\n');
}
