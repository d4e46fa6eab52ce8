import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DraftKeeper,
  draftEveryMs,
  draftRetryMs,
  type DraftContent,
  type DraftState,
  type DraftStore,
} from './draft-keeper.ts';

class Shelf implements DraftStore {
  readonly calls: string[] = [];
  failing = false;
  #held: Promise<void> = Promise.resolve();

  /** From here on saving takes until the given function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    return resolve;
  }
  async find(): Promise<{ content: DraftContent; savedAt: string } | null> {
    return null;
  }
  async save(_key: string, content: DraftContent, leaving: boolean): Promise<string> {
    this.calls.push(`${leaving ? 'leaving ' : ''}save ${content.body}`);
    await this.#held;
    if (this.failing) throw new Error('offline');
    return '2026-11-25T09:16:00.000Z';
  }
  async discard(): Promise<void> {
    this.calls.push('discard');
  }
}

let shelf: Shelf;
let told: DraftState;
let keeper: DraftKeeper;

beforeEach(() => {
  vi.useFakeTimers();
  shelf = new Shelf();
  told = { savedAt: null, state: 'idle', unsaved: false };
  keeper = new DraftKeeper('thread:x', { body: '' }, shelf, (change) => Object.assign(told, change));
});
afterEach(() => vi.useRealTimers());

describe('a draft', () => {
  it('is kept every two seconds while somebody types on', async () => {
    for (const body of ['a', 'ab', 'abc']) {
      keeper.change({ body });
      await vi.advanceTimersByTimeAsync(draftEveryMs / 2);
    }
    expect(shelf.calls).toEqual(['save ab']);
    expect(told.unsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(draftEveryMs / 2);
    expect(shelf.calls).toEqual(['save ab', 'save abc']);
    expect(told).toEqual({ savedAt: '2026-11-25T09:16:00.000Z', state: 'idle', unsaved: false });
  });
  it('is not kept when nothing changed', async () => {
    keeper.change({ body: '' });
    await keeper.keep();
    expect(shelf.calls).toEqual([]);
  });
  it('is kept at once when the field is left, and once only', async () => {
    keeper.change({ body: 'a' });
    await keeper.keep();
    await vi.advanceTimersByTimeAsync(draftEveryMs);
    expect(shelf.calls).toEqual(['save a']);
  });
  it('outlives the page that is left', async () => {
    keeper.change({ body: 'a' });
    await keeper.keep(true);
    expect(shelf.calls).toEqual(['leaving save a']);
  });
  it('is thrown away when everything was deleted', async () => {
    keeper.change({ body: 'a' });
    await keeper.keep();
    keeper.change({ body: ' ' });
    await keeper.keep();
    expect(shelf.calls).toEqual(['save a', 'discard']);
    expect(told.savedAt).toBeNull();
  });
  it('is tried again when keeping failed', async () => {
    shelf.failing = true;
    keeper.change({ body: 'a' });
    await keeper.keep();
    expect(told).toMatchObject({ state: 'failed', unsaved: true });
    shelf.failing = false;
    await vi.advanceTimersByTimeAsync(draftRetryMs);
    expect(shelf.calls).toEqual(['save a', 'save a']);
    expect(told).toMatchObject({ state: 'idle', unsaved: false });
  });
  it('goes after its text was sent, also when it is being kept at that moment', async () => {
    keeper.change({ body: 'a' });
    const arrive = shelf.hold();
    void keeper.keep();
    await vi.advanceTimersByTimeAsync(0);
    void keeper.discard({ body: '' });
    arrive();
    await vi.advanceTimersByTimeAsync(draftRetryMs);
    expect(shelf.calls).toEqual(['save a', 'discard']);
    expect(told).toEqual({ savedAt: null, state: 'idle', unsaved: false });
  });
  it('that was found is no change', async () => {
    keeper.adopt({ body: 'trouvé', title: '' }, '2026-11-24T08:00:00.000Z');
    keeper.change({ title: '', body: 'trouvé' });
    await vi.advanceTimersByTimeAsync(draftEveryMs);
    expect(shelf.calls).toEqual([]);
    expect(told.savedAt).toBe('2026-11-24T08:00:00.000Z');
  });
});
