import { suggestMembers } from '@cenacle/shared/members/contract.ts';
import type { ReplyOf } from '@cenacle/shared/http.ts';
import { call } from '#lib/api.ts';
import { mentionAt, type MentionQuery } from './markdown.ts';

export type Suggestion = ReplyOf<typeof suggestMembers>['items'][number];

/** Letters typed faster than this ask once. */
const typingMs = 120;

/** Whose readers a mention is checked against. */
export interface SuggestionScope {
  threadId?: string;
  audienceId?: string;
}

/** The members to choose from while a mention is typed. */
export class Suggestions {
  readonly #scope: () => SuggestionScope;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;
  /** Where the reader pressed Escape: that @ stays plain text. */
  #dismissedAt = -1;
  at = $state.raw<MentionQuery | null>(null);
  items = $state.raw<Suggestion[]>([]);
  active = $state(0);

  constructor(scope: () => SuggestionScope) {
    this.#scope = scope;
  }

  get open(): boolean {
    return this.at !== null && this.items.length > 0;
  }

  /** Follows the cursor, which stands behind `before`. */
  look(before: string): void {
    const found = mentionAt(before, before.length);
    if (!found) this.#dismissedAt = -1;
    if (!found || found.start === this.#dismissedAt) return this.close();
    if (this.at?.start === found.start && this.at.query === found.query) return;
    this.at = found;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(found), typingMs);
  }

  move(step: 1 | -1): void {
    this.active = (this.active + step + this.items.length) % this.items.length;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.at = null;
    this.items = [];
    this.active = 0;
  }

  dismiss(): void {
    this.#dismissedAt = this.at?.start ?? -1;
    this.close();
  }

  async #ask(wanted: MentionQuery): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const { threadId, audienceId } = this.#scope();
    const query = { q: wanted.query, thread_id: threadId, audience_id: threadId ? undefined : audienceId };
    try {
      const { items } = await call(fetch, suggestMembers, { query, signal: asking.signal });
      if (asking.signal.aborted || this.at?.start !== wanted.start) return;
      this.items = items;
      this.active = 0;
    } catch {
      // Without suggestions one goes on writing; the next letter asks again.
      if (!asking.signal.aborted) this.items = [];
    }
  }
}
