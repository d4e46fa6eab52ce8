import type { Document } from '@cenacle/shared/markdown/document.ts';
import type { Words } from '#lib/words/fr.ts';
import type { CaretPlace } from './caret.ts';
import { pastedDocument } from './paste.ts';
import { Suggestions, type Suggestion, type SuggestionScope } from './suggestions.svelte.ts';
import type { Surface } from './surface.ts';
import { Uploads } from './uploads.svelte.ts';

/** The field that is written in. */
export interface WritingField {
  readonly words: Words['composer'];
  readonly scope: SuggestionScope;
  /** Sends the form. */
  submit: () => void;
}

/** What a writer does beyond typing, in whichever editor: names, files, what is pasted. */
export class Writing {
  readonly #field: WritingField;
  readonly suggestions: Suggestions;
  readonly uploads: Uploads;
  surface = $state.raw<Surface | null>(null);
  /** Where the name begins that is being typed. */
  place = $state.raw<CaretPlace>({ left: 0, top: 0, bottom: 0 });
  /** What a screen reader says in passing. */
  said = $state('');

  constructor(field: WritingField) {
    this.#field = field;
    this.suggestions = new Suggestions(() => field.scope);
    this.uploads = new Uploads((file) => {
      this.surface?.putFile(file);
      this.said = field.words.uploadDone(file.name);
    });
  }

  /** Puts blocks, such as a quote, where the cursor is, and the cursor behind them. */
  put(document: Document): void {
    this.surface?.put(document);
  }

  /** Follows the cursor, for names. */
  look(): void {
    const before = this.surface?.before();
    if (before === undefined || before === null) return this.suggestions.close();
    this.suggestions.look(before);
    const { at } = this.suggestions;
    if (at) this.place = this.surface?.placeOf(before.length - at.start) ?? this.place;
  }

  pick(chosen: Suggestion): void {
    const { at } = this.suggestions;
    const before = this.surface?.before() ?? '';
    if (!at) return;
    this.suggestions.close();
    this.surface?.pick(before.length - at.start, chosen);
  }

  /** Sends files and puts them into the text as they arrive. */
  attach(files: readonly File[]): void {
    for (const file of files) this.uploads.send(file);
  }

  /** True when the key was for the choice of names or sends the form: the editor has nothing to do with it then. */
  keydown(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    if (this.#suggestionKey(event)) return true;
    if (event.key !== 'Enter' || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
    event.preventDefault();
    this.#field.submit();
    return true;
  }

  /** True when what is pasted was taken: files, or a text with a form of its own. */
  paste(event: ClipboardEvent): boolean {
    const { clipboardData } = event;
    if (!clipboardData) return false;
    const files = [...clipboardData.files];
    // Office programs put a picture of the text beside the text.
    if (files.length > 0 && !clipboardData.getData('text/plain')) {
      event.preventDefault();
      this.attach(files);
      return true;
    }
    const document = pastedDocument(clipboardData);
    if (!document) return false;
    event.preventDefault();
    this.surface?.paste(document);
    return true;
  }

  dragOver(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  }

  drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  }

  #suggestionKey(event: KeyboardEvent): boolean {
    const { suggestions } = this;
    if (!suggestions.open) return false;
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.key === 'ArrowDown') suggestions.move(1);
    else if (event.key === 'ArrowUp') suggestions.move(-1);
    else if (event.key === 'Escape') suggestions.dismiss();
    else if ((event.key === 'Enter' || event.key === 'Tab') && !modified) {
      const chosen = suggestions.items[suggestions.active];
      if (chosen) this.pick(chosen);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
