import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchMs, ReadMark, retryMs, sightMs } from './read-mark.ts';

let sent: number[];
let fails: boolean;
let mark: ReadMark;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  fails = false;
  mark = new ReadMark(3, async (position) => {
    sent.push(position);
    if (fails) throw new Error('offline');
  });
});
afterEach(() => vi.useRealTimers());

describe('the reader’s mark', () => {
  it('moves to a post that was in sight long enough', async () => {
    mark.enter(4);
    await vi.advanceTimersByTimeAsync(sightMs + batchMs);
    expect(sent).toEqual([4]);
  });
  it('stays where a post only passed by', async () => {
    mark.enter(4);
    await vi.advanceTimersByTimeAsync(sightMs - 1);
    mark.leave(4);
    await vi.advanceTimersByTimeAsync(sightMs + batchMs);
    expect(sent).toEqual([]);
  });
  it('moves once for several posts', async () => {
    for (const position of [4, 5, 6]) mark.enter(position);
    await vi.advanceTimersByTimeAsync(sightMs + batchMs);
    expect(sent).toEqual([6]);
  });
  it('never moves back', async () => {
    mark.enter(2);
    mark.enter(3);
    await vi.advanceTimersByTimeAsync(sightMs + batchMs);
    expect(sent).toEqual([]);
  });
  it('is sent at once when the page is left', async () => {
    mark.enter(4);
    await vi.advanceTimersByTimeAsync(sightMs);
    mark.flush(true);
    expect(sent).toEqual([4]);
  });
  it('is sent again when sending failed', async () => {
    fails = true;
    mark.enter(4);
    await vi.advanceTimersByTimeAsync(sightMs + batchMs);
    fails = false;
    await vi.advanceTimersByTimeAsync(retryMs);
    expect(sent).toEqual([4, 4]);
    await vi.advanceTimersByTimeAsync(retryMs);
    expect(sent).toEqual([4, 4]);
  });
});
