import type { Document } from '@cenacle/shared/markdown/document.ts';
import { ApiError } from '#lib/api.ts';
import { chooseEditor, chosenEditor, type Editor } from './editor-choice.ts';
import { blankDocument, openText } from './open-text.ts';
import type RichText from './rich/RichText.svelte';

/** Somebody who types on is not moved into the other editor meanwhile. */
const pauseMs = 500;
const openingMsMax = 2_000;

/** The text and its form, as far as the editors need them. */
export interface EditedField {
  text: string;
  /** True while the cursor stands somewhere in the text where it would be lost. */
  readonly inTheMiddle: boolean;
  readonly focused: boolean;
  readonly words: { staysMarkdown: string; notOpened: string };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs));

/**
 * Which of the two editors shows the text. It is Markdown in both: the rich text editor opens what it can write
 * again without a change, and all else stays in the other.
 */
export class Editors {
  readonly #field: EditedField;
  /** Counts what was asked for, so that what is late knows. */
  #asked = 0;
  #wanted = false;
  /** What the rich text editor holds, as Markdown. */
  #written = '';
  shown = $state<Editor>('markdown');
  Rich = $state.raw<typeof RichText | null>(null);
  rich = $state<RichText | null>(null);
  document = $state.raw<Document>(blankDocument);
  /** A text is on its way into the other editor: what is typed now would be lost. */
  opening = $state(false);
  /** Why the text stays in Markdown. */
  note = $state('');
  takesCursor = false;

  constructor(field: EditedField) {
    this.#field = field;
  }

  /** Somebody is about to write: the editor of their choice comes now, not before. */
  open(): void {
    if (this.#wanted || this.shown === 'rich' || chosenEditor() !== 'rich') return;
    this.#wanted = true;
    void this.#enrich();
  }

  /** The other editor, and the choice is kept. */
  async turn(): Promise<void> {
    if (this.shown === 'markdown') {
      chooseEditor('rich');
      return this.#enrich(true);
    }
    chooseEditor('markdown');
    this.#asked += 1;
    this.shown = 'markdown';
    this.note = '';
  }

  /** What the rich text editor made of the text. */
  write(markdown: string): void {
    this.#written = markdown;
    this.#field.text = markdown;
  }

  /** Follows a text that came from elsewhere: a draft, another's version, nothing after sending. */
  follow(text: string): void {
    if (text.trim() === '') this.note = '';
    if (this.shown !== 'rich' || text === this.#written) return;
    if (text.trim() === '') {
      this.#written = text;
      this.rich?.show(blankDocument);
      return;
    }
    void this.#enrich();
  }

  async #enrich(chosen = false): Promise<void> {
    const asked = (this.#asked += 1);
    const isLate = (): boolean => asked !== this.#asked;
    this.opening = this.#field.text.trim() !== '';
    // Whoever is on a slow line writes in Markdown meanwhile.
    const patience = setTimeout(() => (this.opening = false), openingMsMax);
    try {
      const [{ default: Rich }, { stateOf }] = await Promise.all([
        import('./rich/RichText.svelte'),
        import('./rich/editor.ts'),
      ]);
      const settle = (document: Document): Document => stateOf(document).doc.toJSON() as Document;
      for (;;) {
        const { text } = this.#field;
        const document = await openText(text, settle);
        if (isLate()) return;
        if (!document) {
          this.shown = 'markdown';
          this.note = this.#field.words.staysMarkdown;
          return;
        }
        if (this.#field.text === text && (chosen || !this.#field.inTheMiddle)) {
          this.#show(Rich, document, text, chosen);
          return;
        }
        this.opening = false;
        await pause();
        if (isLate()) return;
      }
    } catch (failure) {
      // The text can be written in Markdown all the same; the next touch tries again.
      this.#wanted = false;
      if (!(failure instanceof ApiError) && !(failure instanceof TypeError)) throw failure;
      if (!isLate()) this.shown = 'markdown';
      if (chosen && !isLate()) this.note = this.#field.words.notOpened;
    } finally {
      clearTimeout(patience);
      if (!isLate()) this.opening = false;
    }
  }

  #show(Rich: typeof RichText, document: Document, text: string, chosen: boolean): void {
    this.#written = text;
    if (this.shown === 'rich') return this.rich?.show(document);
    this.takesCursor = chosen || this.#field.focused;
    this.document = document;
    this.Rich = Rich;
    this.note = '';
    this.shown = 'rich';
  }
}
