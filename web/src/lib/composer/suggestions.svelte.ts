import { suggestMembers } from '@cenacle/shared/members/contract.ts';
import { search } from '@cenacle/shared/search/contract.ts';
import { listTags } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { nameAt, type NameQuery } from './markdown.ts';

const thingKinds = ['thread', 'provider', 'benchmark', 'card'] as const;
type ThingKind = (typeof thingKinds)[number];

/** What can be named in a text. */
export type Suggestion =
  | { kind: 'member'; id: string; name: string; headline: string; reads: boolean }
  | { kind: ThingKind | 'tag'; id: string; name: string };

/** Letters typed faster than this ask once. */
const typingMs = 150;
/** Of each kind at most: what one meant stands among the first, or one types on. */
const perKindMax = 3;

/** Whose readers a mention is checked against. */
export interface SuggestionScope {
  threadId?: string;
  audienceId?: string;
}

async function findMembers(q: string, scope: SuggestionScope, signal: AbortSignal): Promise<Suggestion[]> {
  const { threadId, audienceId } = scope;
  const query = { q, thread_id: threadId, audience_id: threadId ? undefined : audienceId };
  const { items } = await call(fetch, suggestMembers, { query, signal });
  return items.map(({ id, name, headline, reads }) => ({ kind: 'member', id, name, headline, reads }));
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Things by what is searched, tags by their beginning: each as far as the writer may see it. */
async function findThings(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  if (q === '') return [];
  const find = async (kind: ThingKind): Promise<Suggestion[]> => {
    const { items } = await call(fetch, search, {
      query: { q, kind, typing: '1', limit: perKindMax },
      signal,
    });
    return items.map(({ id, title }) => ({ kind, id, name: title.map(({ text }) => text).join('') }));
  };
  const [tags, ...things] = await Promise.all([
    call(fetch, listTags, { query: { q }, signal }),
    ...thingKinds.map(find),
  ]);
  const named = tags.items
    .slice(0, perKindMax)
    .map(({ tag }): Suggestion => ({ kind: 'tag', id: tag, name: tag }));
  // Names that hold what was typed come before those that only share a word with it.
  const holds = ({ name }: Suggestion): number => Number(!folded(name).includes(folded(q)));
  return [...things.flat(), ...named].sort((a, b) => holds(a) - holds(b));
}

/** What there is to choose from while a name is typed: members behind an @, things and tags behind a #. */
export class Suggestions {
  readonly #scope: () => SuggestionScope;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;
  /** Where the writer pressed Escape: that sign stays plain text. */
  #dismissedAt = -1;
  at = $state.raw<NameQuery | null>(null);
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
    const found = nameAt(before, before.length);
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

  async #ask(wanted: NameQuery): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const items = await (wanted.sign === '@'
        ? findMembers(wanted.query, this.#scope(), asking.signal)
        : findThings(wanted.query, asking.signal));
      if (asking.signal.aborted || this.at?.start !== wanted.start) return;
      this.items = items;
      this.active = 0;
    } catch {
      // Without suggestions one goes on writing; the next letter asks again.
      if (!asking.signal.aborted) this.items = [];
    }
  }
}
