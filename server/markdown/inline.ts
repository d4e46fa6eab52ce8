import { findAddress, judgeBareAddress } from '@cenacle/shared/markdown/addresses.ts';
import { judgeWritten } from './addresses.ts';
import { decodeReference, decodeReferences, referencePattern } from './entities.ts';
import { makeRun, pairRuns } from './emphasis.ts';
import type { Run } from './emphasis.ts';
import { escapable, execAt, readLinkEnd, readReference } from './links.ts';
import type { LinkEnd, Links } from './links.ts';
import { plainText } from './pieces.ts';
import type { Piece } from './pieces.ts';

type Opener = { name: '[' | '![' | string; start: number; piece: number; run: number; active: boolean };

type Scan = {
  source: string;
  at: number;
  links: Links;
  publicUrl: string;
  pieces: Piece[];
  runs: Run[];
  openers: Opener[];
  /** Where the backtick runs of each length stand, last first; what is behind the scan is dropped. */
  ticks: Map<number, number[]>;
};

// More brackets or tags than this open at once are no longer writing: the next ones stay text.
const openersMax = 200;
const openTagsMax = 10;

const ordinary = /[^\\`*_~[\]!<&\nhHwW/]+/y;
const reference = new RegExp(referencePattern, 'y');
const angleAddress = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/iy;
const angleMail = /<([\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+)>/iy;
// The few tags that Markdown has no sign for, or that a table cell needs; bare, without attributes. Any other
// tag is shown as it was typed: whoever writes « <prénom> » means those characters.
const simpleTag = /<(\/?)(b|i|u|em|strong|s|del|ins|sub|sup|kbd|mark|br)\s?(\/?)>/iy;

function addText(scan: Scan, text: string): void {
  const last = scan.pieces.at(-1);
  if (last?.kind === 'text') last.text += text;
  else if (text !== '') scan.pieces.push({ kind: 'text', text });
}

function take(scan: Scan, length: number): void {
  addText(scan, scan.source.slice(scan.at, scan.at + length));
  scan.at += length;
}

function findTicks(source: string): Map<number, number[]> {
  const ticks = new Map<number, number[]>();
  for (const found of source.matchAll(/`+/g)) {
    const places = ticks.get(found[0].length);
    if (places) places.push(found.index);
    else ticks.set(found[0].length, [found.index]);
  }
  for (const places of ticks.values()) places.reverse();
  return ticks;
}

function readCode(scan: Scan): void {
  let length = 1;
  while (scan.source.charAt(scan.at + length) === '`') length += 1;
  const places = scan.ticks.get(length) ?? [];
  while ((places.at(-1) ?? Infinity) <= scan.at) places.pop();
  const end = places.at(-1);
  if (end === undefined) return take(scan, length);
  const text = scan.source.slice(scan.at + length, end).replaceAll('\n', ' ');
  const padded = text.startsWith(' ') && text.endsWith(' ') && text.trim() !== '';
  scan.pieces.push({ kind: 'code', text: padded ? text.slice(1, -1) : text });
  scan.at = end + length;
}

function characterBefore(source: string, at: number): string {
  const low = source.charCodeAt(at - 1);
  return source.slice(low >= 0xdc00 && low <= 0xdfff ? at - 2 : at - 1, at);
}

function readRun(scan: Scan, mark: Run['mark']): void {
  const { source, at } = scan;
  let length = 1;
  while (source.charAt(at + length) === mark) length += 1;
  // One tilde is « environ » in French, three or more are decoration.
  if (mark === '~' && length !== 2) return take(scan, length);
  const before = at === 0 ? '' : characterBefore(source, at);
  const after = String.fromCodePoint(source.codePointAt(at + length) ?? 32);
  const run = makeRun(mark, length, before, after);
  scan.runs.push(run);
  scan.pieces.push(run);
  scan.at += length;
}

function openBracket(scan: Scan, name: '[' | '!['): void {
  if (scan.openers.length >= openersMax) return take(scan, name.length);
  scan.openers.push({ name, start: scan.at, piece: scan.pieces.length, run: scan.runs.length, active: true });
  scan.pieces.push({ kind: 'text', text: name });
  // Text after the bracket must not join it: the bracket is replaced when it turns out to open a link.
  scan.pieces.push({ kind: 'text', text: '' });
  scan.at += name.length;
}

function deactivate(openers: Opener[]): void {
  for (let at = openers.length - 1; at >= 0; at -= 1) {
    const opener = openers[at];
    if (opener?.name !== '[') continue;
    // Below one that is inactive all are.
    if (!opener.active) return;
    opener.active = false;
  }
}

function makeLink(scan: Scan, index: number, opener: Opener, link: LinkEnd): void {
  const target = judgeWritten(link.href, scan.publicUrl);
  const image = opener.name === '![';
  const inside = scan.runs.splice(opener.run);
  scan.openers.length = index;
  if (!target) {
    // A link that may not be one stays what was typed, so that its writer sees why.
    scan.pieces.length = opener.piece;
    addText(scan, scan.source.slice(opener.start, link.end));
  } else {
    pairRuns(inside);
    if (image && target.kind === 'file') {
      const alt = plainText(scan.pieces.splice(opener.piece).slice(1));
      scan.pieces.push({ kind: 'image', id: target.id, alt });
    } else {
      scan.pieces[opener.piece] = { kind: 'open', target, title: decodeReferences(link.title) };
      scan.pieces.push({ kind: 'close' });
      if (!image) deactivate(scan.openers);
    }
  }
  scan.at = link.end;
}

function closeBracket(scan: Scan): void {
  let index = scan.openers.length - 1;
  while (index >= 0 && !scan.openers[index]?.name.endsWith('[')) index -= 1;
  const opener = scan.openers[index];
  if (!opener) return take(scan, 1);
  const label = opener.start + opener.name.length;
  const { source, at, links } = scan;
  const link = opener.active
    ? (readLinkEnd(source, at + 1) ?? readReference(source, label, at, links))
    : null;
  if (link) return makeLink(scan, index, opener, link);
  scan.openers.splice(index, 1);
  take(scan, 1);
}

function readSimpleTag(scan: Scan, found: RegExpExecArray): void {
  const name = (found[2] ?? '').toLowerCase();
  const { openers, pieces } = scan;
  if (name === 'br') {
    pieces.push({ kind: 'break' });
    scan.at += found[0].length;
    return;
  }
  if (found[3]) return take(scan, found[0].length);
  if (!found[1]) {
    const tags = openers.filter((other) => !other.name.endsWith('[')).length;
    if (tags >= openTagsMax || openers.length >= openersMax) return take(scan, found[0].length);
    openers.push({ name, start: scan.at, piece: pieces.length, run: scan.runs.length, active: true });
    pieces.push({ kind: 'text', text: found[0] }, { kind: 'text', text: '' });
    scan.at += found[0].length;
    return;
  }
  const index = openers.findLastIndex((opener) => opener.name === name);
  const opener = openers[index];
  if (!opener) return take(scan, found[0].length);
  pairRuns(scan.runs.splice(opener.run));
  openers.length = index;
  pieces[opener.piece] = { kind: 'tag', name, closing: false };
  pieces.push({ kind: 'tag', name, closing: true });
  scan.at += found[0].length;
}

function readAngle(scan: Scan): void {
  const tag = execAt(simpleTag, scan.source, scan.at);
  if (tag) return readSimpleTag(scan, tag);
  const address = execAt(angleAddress, scan.source, scan.at);
  const mail = address ? null : execAt(angleMail, scan.source, scan.at);
  const text = address?.[1] ?? mail?.[1] ?? '';
  const target = text === '' ? null : judgeWritten(mail ? `mailto:${text}` : text, scan.publicUrl);
  if (!target || !('href' in target || target.kind === 'thread')) return take(scan, 1);
  scan.pieces.push({ kind: 'address', text, target });
  scan.at += text.length + 2;
}

function readAddress(scan: Scan): void {
  const text = findAddress(scan.source, scan.at);
  const target = text === '' ? null : judgeBareAddress(text, scan.publicUrl, judgeWritten);
  if (!target) return take(scan, 1);
  scan.pieces.push({ kind: 'address', text, target });
  scan.at += text.length;
}

function readBreak(scan: Scan): void {
  const last = scan.pieces.at(-1);
  if (last?.kind === 'text') last.text = last.text.trimEnd();
  scan.pieces.push({ kind: 'break' });
  scan.at += 1;
  while (/[ \t]/.test(scan.source.charAt(scan.at))) scan.at += 1;
}

function readEscape(scan: Scan): void {
  const next = scan.source.charAt(scan.at + 1);
  if (next === '\n') {
    scan.at += 1;
    return readBreak(scan);
  }
  if (!escapable.test(next)) return take(scan, 1);
  addText(scan, next);
  scan.at += 2;
}

function readReferenceTo(scan: Scan): void {
  const found = execAt(reference, scan.source, scan.at);
  if (!found) return take(scan, 1);
  addText(scan, decodeReference(found[0]));
  scan.at += found[0].length;
}

function step(scan: Scan): void {
  const character = scan.source.charAt(scan.at);
  switch (character) {
    case '\\':
      return readEscape(scan);
    case '`':
      return readCode(scan);
    case '*':
    case '_':
    case '~':
      return readRun(scan, character);
    case '[':
      return openBracket(scan, '[');
    case '!':
      return scan.source.charAt(scan.at + 1) === '[' ? openBracket(scan, '![') : take(scan, 1);
    case ']':
      return closeBracket(scan);
    case '<':
      return readAngle(scan);
    case '&':
      return readReferenceTo(scan);
    case '\n':
      return readBreak(scan);
    default:
      return readAddress(scan);
  }
}

/** Reads one paragraph, heading or cell in time linear in its length. */
export function parseInline(source: string, links: Links, publicUrl: string): Piece[] {
  const scan: Scan = {
    source: source.trim(),
    at: 0,
    links,
    publicUrl,
    pieces: [],
    runs: [],
    openers: [],
    ticks: new Map(),
  };
  scan.ticks = findTicks(scan.source);
  while (scan.at < scan.source.length) {
    const plain = execAt(ordinary, scan.source, scan.at);
    if (plain) take(scan, plain[0].length);
    else step(scan);
  }
  pairRuns(scan.runs);
  return scan.pieces;
}
