import type { File as StoredFile } from '@cenacle/shared/files/contract.ts';
import type { CaretPlace } from './caret.ts';
import type { Suggestion } from './suggestions.svelte.ts';
import type { Document } from '@cenacle/shared/markdown/document.ts';

/** What the tools of the bar do to what is written. */
export type ComposerAction =
  'bold' | 'italic' | 'heading' | 'quote' | 'list' | 'numbers' | 'link' | 'table' | 'mention';

/** A text that is being written, in one of the two editors: what both let the tools around them do. */
export interface Surface {
  readonly focused: boolean;
  focus(): void;
  act(action: ComposerAction): void;
  /** What stands before the cursor, as far as it may be a name that is being typed; null where nothing may be. */
  before(): string | null;
  /** Where that character stands which is `back` before the cursor. */
  placeOf(back: number): CaretPlace;
  /** Puts what was chosen in place of the last characters, which asked for it. */
  pick(length: number, chosen: Suggestion): void;
  putFile(file: StoredFile): void;
  /** Puts blocks, such as a quote, where the cursor is, and the cursor behind them. */
  put(document: Document): void;
  /** Puts what was pasted in place of what is selected. */
  paste(document: Document): void;
}
