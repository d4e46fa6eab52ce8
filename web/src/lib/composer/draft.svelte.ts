import { discardDraft, getDraft, listDrafts, saveDraft } from '@cenacle/shared/threads/contract.ts';
import { call } from '#lib/api.ts';
import { DraftKeeper, type DraftContent, type DraftState, type DraftStore } from './draft-keeper.ts';

/** A browser drops a request that outlives its page beyond this size. */
const keepaliveBytesMax = 60_000;

const leavingFetch: typeof fetch = (input, init) => {
  const small = typeof init?.body === 'string' && new Blob([init.body]).size < keepaliveBytesMax;
  return fetch(input, { ...init, keepalive: small });
};

/** Drafts on the server, the only place for them: nothing confidential stays on a device. */
const serverDrafts: DraftStore = {
  async find(key) {
    // Asked through the list, since a draft that is not there is the rule and no error.
    const { items } = await call(fetch, listDrafts);
    if (!items.some((item) => item.key === key)) return null;
    const { content, saved_at } = await call(fetch, getDraft, { params: { key } });
    return { content, savedAt: saved_at };
  },
  async save(key, content, leaving) {
    const kept = await call(leaving ? leavingFetch : fetch, saveDraft, {
      params: { key },
      body: { content },
    });
    return kept.saved_at;
  },
  async discard(key) {
    await call(fetch, discardDraft, { params: { key } });
  },
};

/** Forms of this page that somebody began to fill in. */
const begun = new Set<object>();

/** True while leaving the page would interrupt somebody who writes. */
export const holdsText = (): boolean => begun.size > 0;

interface KeptDraft {
  content: DraftContent;
  savedAt: string;
}

/** The draft of one form, and its state for the page. */
export class Draft {
  readonly keeper: DraftKeeper;
  savedAt = $state<DraftState['savedAt']>(null);
  state = $state<DraftState['state']>('idle');
  /** A draft of an earlier visit that waits beside another text. */
  found = $state.raw<KeptDraft | null>(null);

  constructor(key: string, initial: DraftContent) {
    let unsaved = false;
    this.keeper = new DraftKeeper(key, initial, serverDrafts, (change) => {
      if (change.savedAt !== undefined) this.savedAt = change.savedAt;
      if (change.state) this.state = change.state;
      if (change.unsaved !== undefined) unsaved = change.unsaved;
      if (unsaved || this.savedAt) begun.add(this);
      else begun.delete(this);
    });
  }

  /** The form goes; what was typed is kept. */
  close(): void {
    this.keeper.close();
    begun.delete(this);
  }

  /**
   * Looks for a draft of an earlier visit, whose text is the field `name`. It fills a form that is empty, waits as
   * `found` beside another text, and is passed over when somebody began to type meanwhile.
   */
  async look(name: string, content: () => DraftContent, fill: (kept: KeptDraft) => void): Promise<void> {
    const initial = content();
    // Without its draft the field is simply empty; typing goes on.
    const kept = await this.keeper.find().catch(() => null);
    const untouched = JSON.stringify(content()) === JSON.stringify(initial);
    if (!kept || !untouched || kept.content[name] === initial[name]) return;
    if (initial[name]) this.found = kept;
    else fill(kept);
  }
}
