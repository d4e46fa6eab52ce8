import type { Words } from '#lib/words/fr.ts';
import { caretPlace, typeInto, type CaretPlace } from './caret.ts';
import { edited, shortcutOf, type ComposerAction } from './composer.ts';
import { fileOf, insert, insertBlock, mentionOf, type Selected } from './markdown.ts';
import { Mentions, type MentionScope, type Suggestion } from './mentions.svelte.ts';
import { Uploads } from './uploads.svelte.ts';

/** The field that is written in. */
export interface WritingField {
  text: string;
  readonly words: Words['composer'];
  readonly scope: MentionScope;
  /** Shows the text, where its preview stood in its place. */
  showText: () => Promise<void>;
}

/** What a writer does to a text beyond typing: tools, mentions, files. */
export class Writing {
  readonly #field: WritingField;
  readonly mentions: Mentions;
  readonly uploads = new Uploads();
  textarea = $state<HTMLTextAreaElement | null>(null);
  /** Where the mention begins that is being typed. */
  place = $state.raw<CaretPlace>({ left: 0, top: 0, bottom: 0 });
  /** What a screen reader says in passing. */
  said = $state('');

  constructor(field: WritingField) {
    this.#field = field;
    this.mentions = new Mentions(() => field.scope);
  }

  /** Puts a block, such as a quote, where the cursor is, and the cursor behind it. */
  put(block: string): Promise<void> {
    return this.#apply(insertBlock(this.#selected(), block));
  }

  async act(action: ComposerAction): Promise<void> {
    if (action === 'mention') {
      const before = this.#selected();
      await this.#apply(insert(before, /\S$/.test(before.text.slice(0, before.start)) ? ' @' : '@'));
      return this.look();
    }
    const next = edited(action, this.#selected(), this.#field.words);
    if (next) await this.#apply(next);
  }

  /** Follows the cursor, for mentions. */
  look(): void {
    const { textarea, mentions } = this;
    if (!textarea || textarea.selectionStart !== textarea.selectionEnd) return;
    mentions.look(textarea.value, textarea.selectionStart);
    if (mentions.at) this.place = caretPlace(textarea, mentions.at.start);
  }

  pick(member: Suggestion): void {
    const { textarea, mentions } = this;
    if (!mentions.at || !textarea) return;
    const { start } = mentions.at;
    mentions.close();
    const typed = { text: textarea.value, start, end: textarea.selectionStart };
    void this.#apply(insert(typed, `${mentionOf(member)} `));
  }

  /** Sends files and puts them into the text as they arrive. */
  async attach(files: readonly File[]): Promise<void> {
    const send = async (file: File) => {
      const kept = await this.uploads.send(file);
      if (!kept) return;
      const piece = fileOf(kept);
      const at = this.#selected();
      this.#applyQuietly(kept.kind === 'picture' ? insertBlock(at, piece) : insert(at, `${piece} `));
      this.said = this.#field.words.uploadDone(kept.name);
    };
    await Promise.all(files.map(send));
  }

  keydown(event: KeyboardEvent): void {
    if (event.isComposing || this.#mentionKey(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.textarea?.form?.requestSubmit();
      return;
    }
    const action = shortcutOf(event);
    if (!action) return;
    event.preventDefault();
    void this.act(action);
  }

  paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of the text beside the text.
    if (files.length === 0 || event.clipboardData?.getData('text/plain')) return;
    event.preventDefault();
    void this.attach(files);
  }

  dragOver(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  }

  drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.attach(files);
  }

  #mentionKey(event: KeyboardEvent): boolean {
    const { mentions } = this;
    if (!mentions.open) return false;
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.key === 'ArrowDown') mentions.move(1);
    else if (event.key === 'ArrowUp') mentions.move(-1);
    else if (event.key === 'Escape') mentions.dismiss();
    else if ((event.key === 'Enter' || event.key === 'Tab') && !modified) {
      const member = mentions.items[mentions.active];
      if (member) this.pick(member);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** The cursor, or the end of a text in which there was none yet. */
  #selected(): Selected {
    const { text } = this.#field;
    const { textarea } = this;
    const placed = textarea && (document.activeElement === textarea || textarea.selectionEnd > 0);
    return {
      text,
      start: placed ? textarea.selectionStart : text.length,
      end: placed ? textarea.selectionEnd : text.length,
    };
  }

  async #apply(next: Selected): Promise<void> {
    await this.#field.showText();
    if (this.textarea) typeInto(this.textarea, next.text, next.start, next.end);
    else this.#field.text = next.text;
  }

  /** Without taking the cursor from where the writer has gone meanwhile. */
  #applyQuietly(next: Selected): void {
    if (this.textarea && document.activeElement === this.textarea) {
      typeInto(this.textarea, next.text, next.start, next.end);
    } else this.#field.text = next.text;
  }
}
