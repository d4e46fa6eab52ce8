import { isBlank } from '@cenacle/shared/text.ts';
import { invalid } from '../errors.ts';

// Tabs and line ends are white space; the other control characters are nothing that a person types.
const controls = /[\u0000-\u0008\u000e-\u001f\u007f]/;

/** Text of one line as it is kept: NFC, without outer white space, line ends turned into spaces. */
export function oneLine(field: string, value: string): string {
  return block(field, value).replace(/\s*[\n\t]\s*/g, ' ');
}

/** As `oneLine`, and 422 `required` when nothing of it would be seen. */
export const mandatoryLine = (field: string, value: string): string =>
  mandatoryBlock(field, value).replace(/\s*[\n\t]\s*/g, ' ');

/** As `block`, and 422 `required` when nothing of it would be seen. */
export function mandatoryBlock(field: string, value: string): string {
  const text = block(field, value);
  if (isBlank(text)) throw invalid([{ field, code: 'required' }]);
  return text;
}

/** Text of several lines as it is kept: NFC, without outer white space. */
export const block = (field: string, value: string): string => markdownText(field, value).trim();

/**
 * Markdown as it is kept: NFC, line ends as `\n`, without white space at its end; 422 `bad_format` for control
 * characters and halves of characters, which no keyboard types.
 */
export function markdownText(field: string, value: string): string {
  // Word processors put vertical tabs and form feeds into what is pasted, and mean line ends.
  const text = value.replace(/\r\n?|[\u000b\u000c\u2028\u2029]/g, '\n');
  if (controls.test(text) || !text.isWellFormed()) throw invalid([{ field, code: 'bad_format' }]);
  return text.normalize('NFC').trimEnd();
}
