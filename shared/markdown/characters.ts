// Marks stacked on one letter beyond what any living script needs are only there to spill over other lines.
const marksPerLetterMax = 4;

const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;
const controls = /[^\P{Cc}\n\t]|\p{Cs}/gu;
const longMarks = new RegExp(`(\\p{M}{${marksPerLetterMax}})\\p{M}+`, 'gu');
// Blank letters and marks that Unicode does not count as format characters.
const blanks = /[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\ufffe\uffff]/g;
// A flag such as Scotland's is one sequence that holds format characters; any other format character stands alone.
const formats = /\u{1f3f4}[\u{e0061}-\u{e007a}]{2,6}\u{e007f}|\p{Cf}/gu;
const arabicSigns = /^[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]$/;
const emojiBefore = /\p{Extended_Pictographic}\ufe0f?[\u{1f3fb}-\u{1f3ff}]?$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
const joining =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Sinhala}\p{M}]/u;

function keepsJoiner(joiner: string, at: number, text: string): boolean {
  const before = text.slice(Math.max(0, at - 6), at);
  const after = text.slice(at + 1, at + 3);
  if (joiner === '\u200d' && emojiBefore.test(before) && emojiAfter.test(after)) return true;
  return joining.test(before.slice(-1)) && joining.test(after.slice(0, 1));
}

/**
 * The text in NFC, with line feeds only, without what cannot be seen but deceives: control characters, lone
 * surrogates, direction controls, zero-width characters (except where an emoji or a script needs them), and
 * marks stacked beyond four.
 */
export function cleanCharacters(text: string): string {
  return (
    text
      .replace(lineEnds, '\n')
      .replace(controls, '')
      .replace(blanks, '')
      .replace(formats, (found, at: number, whole: string) => {
        if (found.length > 2 || arabicSigns.test(found)) return found;
        const joiner = found === '\u200c' || found === '\u200d';
        return joiner && keepsJoiner(found, at, whole) ? found : '';
      })
      // Before NFC too: reordering thousands of marks on one letter takes quadratic time.
      .replace(longMarks, '$1')
      .normalize('NFC')
  );
}

/** The text as HTML, for an element's content or an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
