import type { Words } from '#lib/words/fr.ts';
import { insertBlock, link, prefixLines, wrap, type Selected } from './markdown.ts';
import type { ComposerAction } from './surface.ts';

const tableOf = ({ columnHint }: Words['composer']): string =>
  [`| ${columnHint(1)} | ${columnHint(2)} |`, '| --- | --- |', '|  |  |'].join('\n');

/** What a tool makes of the text. */
export function edited(
  action: Exclude<ComposerAction, 'mention'>,
  selected: Selected,
  words: Words['composer'],
): Selected {
  switch (action) {
    case 'bold':
      return wrap(selected, '**', words.boldHint);
    case 'italic':
      return wrap(selected, '*', words.italicHint);
    case 'quote':
      return prefixLines(selected, '> ');
    case 'list':
      return prefixLines(selected, '- ');
    case 'numbers':
      return prefixLines(selected, '1. ');
    case 'heading':
      return prefixLines(selected, '## ');
    case 'table':
      return insertBlock(selected, tableOf(words));
    case 'link':
      return link(selected, words.linkHint);
  }
}

const shortcuts: Record<string, ComposerAction> = { b: 'bold', i: 'italic', k: 'link' };

/** The tool that a key combination calls, or null. */
export function shortcutOf(event: KeyboardEvent): ComposerAction | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return null;
  return shortcuts[event.key.toLowerCase()] ?? null;
}
