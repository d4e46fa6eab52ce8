import type { Words } from '#lib/words/fr.ts';
import { link, prefixLines, wrap, type Selected } from './markdown.ts';

export type ComposerAction = 'bold' | 'italic' | 'quote' | 'list' | 'link' | 'mention';

/** What a tool makes of the text; null for those that do more than edit. */
export function edited(
  action: ComposerAction,
  selected: Selected,
  words: Words['composer'],
): Selected | null {
  switch (action) {
    case 'bold':
      return wrap(selected, '**', words.boldHint);
    case 'italic':
      return wrap(selected, '*', words.italicHint);
    case 'quote':
      return prefixLines(selected, '> ');
    case 'list':
      return prefixLines(selected, '- ');
    case 'link':
      return link(selected, words.linkHint);
    default:
      return null;
  }
}

const shortcuts: Record<string, ComposerAction> = { b: 'bold', i: 'italic', k: 'link' };

/** The tool that a key combination calls, or null. */
export function shortcutOf(event: KeyboardEvent): ComposerAction | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return null;
  return shortcuts[event.key.toLowerCase()] ?? null;
}
