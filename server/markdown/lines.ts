// What French writers type and word processors make of it, brought to what Markdown understands. Works line by
// line and leaves code between fences as it is.

type Fence = { mark: string; length: number; quotes: number };

const quotePrefix = /^(?: {0,3}>)+ ?/;
const fenceStart = /^[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/;
// A dash that a word processor tied to its word by a no-break space, or a typographic bullet.
const dashItem = /^([ \t]*)(?:[-*+–—•][\u00a0\u202f][\u00a0\u202f \t]*|•[ \t]+)(?=\S)/;

function closes(fence: Fence, rest: string): boolean {
  const trimmed = rest.trim();
  return trimmed.length >= fence.length && trimmed === fence.mark.repeat(trimmed.length);
}

/**
 * The source with list items that begin by a dash and a no-break space written as Markdown's, with a quote
 * ending where its marker ends (no lazy continuation), and with lines of blanks emptied.
 */
export function prepareLines(source: string): string {
  const lines: string[] = [];
  let fence: Fence | null = null;
  let quotesBefore = 0;
  for (const line of source.split('\n')) {
    const prefix = quotePrefix.exec(line)?.[0] ?? '';
    const rest = line.slice(prefix.length);
    const quotes = prefix === '' ? 0 : prefix.split('>').length - 1;
    if (fence && quotes < fence.quotes) fence = null;
    if (fence) {
      if (closes(fence, rest)) fence = null;
      lines.push(line);
      quotesBefore = quotes;
      continue;
    }
    const blank = rest.trim() === '';
    if (quotes < quotesBefore && !blank) lines.push('>'.repeat(quotes));
    const mark = fenceStart.exec(rest)?.[1];
    if (mark) fence = { mark: mark.charAt(0), length: mark.length, quotes };
    lines.push(blank ? prefix : prefix + rest.replace(dashItem, '$1- '));
    quotesBefore = quotes;
  }
  return lines.join('\n');
}
