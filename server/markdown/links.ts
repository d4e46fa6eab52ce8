import { addressLengthMax } from '@cenacle/shared/markdown/addresses.ts';

/** Definitions of link references, by their normalised label. */
export type Links = Record<string, { href: string; title?: string | null | undefined }>;

/** What a link's text is followed by, and where the link ends. */
export type LinkEnd = { href: string; title: string; end: number };

const labelLengthMax = 999;
const blanks = /[ \t]*\n?[ \t]*/y;
const angleTarget = /<((?:\\.|[^\n<>\\])*)>/y;
const linkTitle = /"((?:\\[^]|[^"\\]){0,500})"|'((?:\\[^]|[^'\\]){0,500})'|\(((?:\\[^]|[^()\\]){0,500})\)/y;
const escapes = /\\([!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~])/g;

/** What a backslash makes literal. */
export const escapable = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/;

/** A sticky pattern's match at one place. */
export function execAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function readHref(source: string, start: number): { href: string; end: number } | null {
  const angle = execAt(angleTarget, source, start);
  if (angle) return { href: angle[1] ?? '', end: start + angle[0].length };
  if (source.charAt(start) === '<') return null;
  let depth = 0;
  let at = start;
  for (; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (/\s/.test(character) && character !== '\u00a0' && character !== '\u202f') break;
    if (character === '\\' && escapable.test(source.charAt(at + 1))) at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && (depth -= 1) < 0) break;
    if (depth > 32 || at - start > addressLengthMax) return null;
  }
  return { href: source.slice(start, at), end: at };
}

/** The target in parentheses that begins at `at`, behind the bracket that closes a link's text. */
export function readLinkEnd(source: string, at: number): LinkEnd | null {
  if (source.charAt(at) !== '(') return null;
  const start = at + 1 + (execAt(blanks, source, at + 1)?.[0].length ?? 0);
  const target = readHref(source, start);
  if (!target) return null;
  const space = execAt(blanks, source, target.end)?.[0].length ?? 0;
  const title = space > 0 ? execAt(linkTitle, source, target.end + space) : null;
  let end = target.end + space + (title?.[0].length ?? 0);
  if (title) end += execAt(blanks, source, end)?.[0].length ?? 0;
  if (source.charAt(end) !== ')') return null;
  const written = title ? (title[1] ?? title[2] ?? title[3] ?? '') : '';
  return { href: target.href.replace(escapes, '$1'), title: written.replace(escapes, '$1'), end: end + 1 };
}

function normalise(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase();
}

/** The definition that the brackets of a link name: their own text from `start`, or the brackets behind `at`. */
export function readReference(source: string, start: number, at: number, links: Links): LinkEnd | null {
  const close = source.charAt(at + 1) === '[' ? source.slice(at, at + labelLengthMax).indexOf(']', 2) : -1;
  const named = close > 0 ? source.slice(at + 2, at + close) : '';
  const label = named.trim() === '' ? source.slice(start, at) : named;
  if (label.length > labelLengthMax) return null;
  const key = normalise(label);
  const link = Object.hasOwn(links, key) ? links[key] : undefined;
  return link ? { href: link.href, title: link.title ?? '', end: close > 0 ? at + close + 1 : at + 1 } : null;
}
