import type { File as StoredFile } from '@cenacle/shared/files/contract.ts';
import type { Document } from '@cenacle/shared/markdown/document.ts';
import { writeMarkdown } from '@cenacle/shared/markdown/write.ts';
import type { Words } from '#lib/words/fr.ts';
import { caretPlace, typeInto, type CaretPlace } from './caret.ts';
import { edited } from './composer.ts';
import { fileOf, insert, insertBlock, nameOf, type Selected } from './markdown.ts';
import type { Suggestion } from './suggestions.svelte.ts';
import type { ComposerAction, Surface } from './surface.ts';

/** Markdown in a textarea. */
export class TextareaSurface implements Surface {
  readonly #element: HTMLTextAreaElement;
  readonly #words: () => Words['composer'];

  constructor(element: HTMLTextAreaElement, words: () => Words['composer']) {
    this.#element = element;
    this.#words = words;
  }

  get focused(): boolean {
    return document.activeElement === this.#element;
  }

  focus(): void {
    this.#element.focus();
  }

  act(action: ComposerAction): void {
    const selected = this.#selected();
    const isWord = /\S$/.test(selected.text.slice(0, selected.start));
    if (action === 'mention') this.#type(insert(selected, isWord ? ' @' : '@'));
    else this.#type(edited(action, selected, this.#words()));
  }

  before(): string | null {
    const { selectionStart, selectionEnd, value } = this.#element;
    return selectionStart === selectionEnd ? value.slice(0, selectionStart) : null;
  }

  placeOf(back: number): CaretPlace {
    return caretPlace(this.#element, this.#element.selectionStart - back);
  }

  pick(length: number, chosen: Suggestion): void {
    const end = this.#element.selectionStart;
    const typed = { text: this.#element.value, start: end - length, end };
    this.#type(insert(typed, `${nameOf(chosen)} `));
  }

  putFile(file: StoredFile): void {
    const at = this.#selected();
    const piece = fileOf(file);
    const next = file.kind === 'picture' ? insertBlock(at, piece) : insert(at, `${piece} `);
    // Without taking the cursor from where the writer has gone meanwhile.
    if (this.focused) return this.#type(next);
    this.#element.value = next.text;
    this.#element.setSelectionRange(next.start, next.end);
    this.#element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  put(document: Document): void {
    this.#type(insertBlock(this.#selected(), writeMarkdown(document)));
  }

  paste(document: Document): void {
    const blocks = document.content;
    const text = writeMarkdown(document);
    const running = blocks.length === 1 && blocks[0]?.type === 'paragraph';
    this.#type(running ? insert(this.#selected(), text) : insertBlock(this.#selected(), text));
  }

  /** The cursor, or the end of a text in which there was none yet. */
  #selected(): Selected {
    const { value: text, selectionStart, selectionEnd } = this.#element;
    const placed = this.focused || selectionEnd > 0;
    return { text, start: placed ? selectionStart : text.length, end: placed ? selectionEnd : text.length };
  }

  #type({ text, start, end }: Selected): void {
    typeInto(this.#element, text, start, end);
  }
}
