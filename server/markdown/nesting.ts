import { MarkdownRefused } from './refused.ts';

/** Levels of quotes and lists within each other. The renderer calls itself once for each. */
export const nestingMax = 20;

// Nobody writes this many lines into one post; the block parser grows slow on them before it grows long.
const linesMax = 3_000;

const quoteMarker = /[ \t]*>/y;
const listMarker = /[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/y;
const indent = /^[ \t]*/;
const rule = /^(?:[-\t ]*|[*\t ]*|[_\t ]*)$/;

/** The columns at which this line opens list items, and how many quotes it stands in. */
function readMarkers(line: string): { quotes: number; columns: number[] } {
  let quotes = 0;
  const columns: number[] = [];
  let at = 0;
  for (;;) {
    quoteMarker.lastIndex = at;
    if (quoteMarker.test(line)) {
      quotes += 1;
      at = quoteMarker.lastIndex;
      continue;
    }
    // A row of dashes or stars is a rule, not a list in a list.
    if (rule.test(line.slice(at))) break;
    listMarker.lastIndex = at;
    const start = at;
    if (!listMarker.test(line)) break;
    at = listMarker.lastIndex;
    columns.push(start + (indent.exec(line.slice(start, at))?.[0].length ?? 0));
    if (quotes + columns.length > nestingMax) break;
  }
  return { quotes, columns };
}

/**
 * Refuses a text whose quotes and lists stand in each other too deep, or that has too many lines, by one pass
 * over them. It counts generously: a marker within a code block counts as well.
 *
 * @throws MarkdownRefused too_deep or too_wide
 */
export function refuseDeepNesting(source: string): void {
  const open: number[] = [];
  const lines = source.split('\n');
  if (lines.length > linesMax) throw new MarkdownRefused('too_wide');
  for (const line of lines) {
    const { quotes, columns } = readMarkers(line);
    // A line of plain text closes nothing here: it may continue the item above it however it is indented.
    for (const column of columns) {
      while (open.length > 0 && (open.at(-1) ?? 0) >= column) open.pop();
      open.push(column);
    }
    if (quotes + open.length > nestingMax) throw new MarkdownRefused('too_deep');
  }
}
