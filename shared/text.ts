const signs = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** How far around a place its signs are looked for, in UTF-16 units: more than any sign that people write has. */
const reach = 64;

/**
 * Where the sign begins that stands at this index, in UTF-16 units: a sign as a person sees it (extended grapheme cluster,
 * UAX #29), such as a letter with its accent, a flag or a family. The length of the text for an index at or behind its end.
 */
export function signStart(text: string, index: number): number {
  if (index >= text.length) return text.length;
  if (index <= 0) return 0;
  const from = Math.max(0, index - reach);
  const around = text.slice(from, index + reach);
  return from + (signs.segment(around).containing(index - from)?.index ?? index - from);
}

/** The beginning of a text, at most this many UTF-16 units long, cut between signs. */
export const cut = (text: string, unitsMax: number): string => text.slice(0, signStart(text, unitsMax));

/** The first sign of a text; empty for an empty one. */
export const firstSign = (text: string): string =>
  signs.segment(text)[Symbol.iterator]().next().value?.segment ?? '';

// White space, controls and formatting signs, and the letters and patterns that are blank by their shape.
const unseen = /^[\s\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** Whether a reader would see nothing of it. */
export const isBlank = (text: string): boolean => unseen.test(text);
