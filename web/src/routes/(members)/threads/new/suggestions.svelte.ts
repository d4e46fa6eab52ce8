import { ApiError } from '#lib/api.ts';

/** Letters typed faster than this ask once. */
const typingMs = 150;

export interface Suggestion {
  id: string;
  label: string;
  note?: string;
}

/** What to choose from while something is typed; the last text asked for wins. */
export class Suggestions {
  readonly #find: (text: string, signal: AbortSignal) => Promise<Suggestion[]>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  items = $state.raw<Suggestion[]>([]);
  /** The text that `items` answer, or null while none was asked for. */
  answered = $state<string | null>(null);

  constructor(find: (text: string, signal: AbortSignal) => Promise<Suggestion[]>) {
    this.#find = find;
  }

  look(text: string): void {
    clearTimeout(this.#timer);
    if (text.trim() === '') return this.clear();
    this.#timer = setTimeout(() => void this.#ask(text.trim()), typingMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.items = [];
    this.answered = null;
  }

  async #ask(text: string): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const items = await this.#find(text, asking.signal);
      if (asking.signal.aborted) return;
      this.items = items;
      this.answered = text;
    } catch (failure) {
      // Without suggestions one goes on typing; the next letter asks again.
      if (!asking.signal.aborted && !(failure instanceof ApiError)) throw failure;
    }
  }
}
