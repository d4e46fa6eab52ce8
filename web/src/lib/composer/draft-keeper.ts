/** The fields of a form as typed, by name. */
export type DraftContent = Record<string, string>;

/** While somebody types, what they typed is kept this often. */
export const draftEveryMs = 2000;
/** When keeping failed, the next try. */
export const draftRetryMs = 15_000;

/** Where drafts are kept. */
export interface DraftStore {
  find(key: string): Promise<{ content: DraftContent; savedAt: string } | null>;
  /** Gives when it was kept; `leaving` lets the request outlive the page. */
  save(key: string, content: DraftContent, leaving: boolean): Promise<string>;
  discard(key: string): Promise<void>;
}

export interface DraftState {
  savedAt: string | null;
  state: 'idle' | 'saving' | 'failed';
  /** True while the store does not hold what was typed. */
  unsaved: boolean;
}

const isBlank = (content: DraftContent): boolean =>
  Object.values(content).every((text) => text.trim() === '');
const isSame = (a: DraftContent, b: DraftContent): boolean =>
  [...Object.keys(a), ...Object.keys(b)].every((name) => (a[name] ?? '') === (b[name] ?? ''));

/** Keeps one form's text: soon after a change, and at once when asked to. */
export class DraftKeeper {
  readonly key: string;
  readonly #store: DraftStore;
  readonly #tell: (change: Partial<DraftState>) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed: DraftContent;
  #kept: DraftContent;
  /** Requests go one after the other, so that an older text never lands on a newer one. */
  #queue: Promise<void> = Promise.resolve();

  /** `initial` is what the form begins with: not a draft until somebody changes it. */
  constructor(
    key: string,
    initial: DraftContent,
    store: DraftStore,
    tell: (change: Partial<DraftState>) => void,
  ) {
    this.key = key;
    this.#store = store;
    this.#tell = tell;
    this.#typed = initial;
    this.#kept = initial;
  }

  find(): ReturnType<DraftStore['find']> {
    return this.#store.find(this.key);
  }

  /** Takes over a draft that was found, as what the store holds. */
  adopt(content: DraftContent, savedAt: string): void {
    this.#typed = content;
    this.#kept = content;
    this.#tell({ savedAt, unsaved: false });
  }

  change(content: DraftContent): void {
    if (isSame(content, this.#typed)) return;
    this.#typed = content;
    this.#mark();
    this.#timer ??= setTimeout(() => void this.keep(), draftEveryMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Keeps what was typed now, if it changed; `leaving` lets the request outlive the page. */
  keep(leaving = false): Promise<void> {
    this.#stopWaiting();
    if (isSame(this.#typed, this.#kept)) return this.#queue;
    if (leaving) return this.#send(true);
    this.#queue = this.#queue.then(() => this.#send(false));
    return this.#queue;
  }

  /** Throws the draft away: its text was sent, or is not wanted. `content` is what the form holds then. */
  discard(content: DraftContent): Promise<void> {
    this.#stopWaiting();
    this.#typed = content;
    this.#kept = content;
    this.#tell({ savedAt: null, state: 'idle', unsaved: false });
    this.#queue = this.#queue.then(() => this.#store.discard(this.key)).catch(() => undefined);
    return this.#queue;
  }

  /** Stops waiting, after keeping what is typed. */
  close(): void {
    void this.keep(true);
    this.#stopWaiting();
    this.#tell({ unsaved: false });
  }

  #mark(): void {
    this.#tell({ unsaved: !isSame(this.#typed, this.#kept) });
  }

  async #send(leaving: boolean): Promise<void> {
    const content = this.#typed;
    if (isSame(content, this.#kept)) return;
    this.#tell({ state: 'saving' });
    try {
      if (isBlank(content)) {
        await this.#store.discard(this.key);
        this.#tell({ savedAt: null });
      } else {
        const savedAt = await this.#store.save(this.key, content, leaving);
        // Thrown away meanwhile: the discard that follows in the queue has the last word.
        if (this.#typed !== this.#kept) this.#tell({ savedAt });
      }
      if (this.#typed !== this.#kept) this.#kept = content;
      this.#tell({ state: 'idle' });
    } catch {
      this.#tell({ state: 'failed' });
      this.#stopWaiting();
      this.#timer = setTimeout(() => void this.keep(), draftRetryMs);
    }
    this.#mark();
  }
}
