import { signStart } from '../text.ts';
import type { Segment } from './contract.ts';

/** A word of a text with where it stands, in UTF-16 units. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

const wordPattern = /[\p{L}\p{N}]+/gu;
/** Signs of a passage: two lines on a phone, three at a desk. */
const passageSigns = 240;
const leadSigns = 60;

/** The words of a text in their order; apostrophes and hyphens part them. */
export const wordsOf = (text: string): Word[] =>
  [...text.matchAll(wordPattern)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));

/** The text in pieces, those that were found marked. `found` are the words to mark, in their order. */
export function segmentsOf(text: string, found: readonly Word[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end } of found) {
    if (start > at) segments.push({ text: text.slice(at, start), mark: false });
    segments.push({ text: text.slice(start, end), mark: true });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), mark: false });
  return segments;
}

/** Where the window of a passage begins that holds the most different words; of equal ones the first. */
function bestStart(found: readonly Word[], keyOf: (word: Word) => string): number {
  let best = { start: 0, different: 0 };
  for (const [i, first] of found.entries()) {
    const keys = new Set<string>();
    for (const word of found.slice(i)) {
      if (word.end > first.start + passageSigns - leadSigns) break;
      keys.add(keyOf(word));
    }
    if (keys.size > best.different) best = { start: first.start, different: keys.size };
  }
  return best.start;
}

const isSpace = (sign: string | undefined): boolean => sign === undefined || /\s/.test(sign);

/** The beginning of the word in which this place lies; of the sign, where the word is longer or its writing has no spaces. */
function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < leadSigns && !isSpace(text[start - 1])) start -= 1;
  return start === 0 || isSpace(text[start - 1]) ? start : signStart(text, at);
}

/** The end of the last word in front of this place; of the last sign, where there is no such word near. */
function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && at - end < leadSigns && !isSpace(text[end])) end -= 1;
  return end === text.length || isSpace(text[end]) ? end : signStart(text, at);
}

/**
 * The passage of a text around the most different words that were found, in its own spelling, cut between words, with an
 * ellipsis where it was cut. `keyOf` says which words are the same for the query.
 */
export function passageOf(
  text: string,
  found: readonly Word[],
  keyOf: (word: Word) => string = (word) => word.text,
): Segment[] {
  let start = Math.max(0, bestStart(found, keyOf) - leadSigns);
  start = wordStart(text, start);
  let end = Math.min(text.length, start + passageSigns);
  const whole = wordEnd(text, end);
  end = whole > start ? whole : signStart(text, end);
  const inside = found
    .filter((word) => word.start >= start && word.end <= end)
    .map((word) => ({ text: word.text, start: word.start - start, end: word.end - start }));
  const segments = segmentsOf(text.slice(start, end).replace(/\s/g, ' '), inside);
  if (start > 0) segments.unshift({ text: '… ', mark: false });
  if (end < text.length) segments.push({ text: ' …', mark: false });
  return segments;
}
