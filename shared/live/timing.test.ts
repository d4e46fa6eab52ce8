import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAfterMs, deadAfterMs, pulseOf, Spread, waitBefore, wakeAnswerMs } from './timing.ts';

describe('waiting before the next attempt', () => {
  it('doubles, and ends at half a minute', () => {
    expect([0, 1, 2, 3].map((attempt) => waitBefore(attempt, 0))).toEqual([250, 500, 1000, 2000]);
    expect(waitBefore(40, 0.999)).toBeLessThanOrEqual(30_000);
  });
  it('is spread over half of its length', () => {
    expect(waitBefore(2, 0)).toBe(1000);
    expect(waitBefore(2, 0.5)).toBe(1500);
  });
  it('is longer when the server asked for it', () => {
    expect(waitBefore(0, 0, true)).toBeGreaterThanOrEqual(5_000);
  });
});

describe('the pulse of a socket', () => {
  it.each([
    [0, null, undefined, 'fine'],
    [askAfterMs, null, undefined, 'ask'],
    [askAfterMs + 5_000, 5_000, undefined, 'fine'],
    [deadAfterMs, 30_000, undefined, 'dead'],
    [10_000, wakeAnswerMs, wakeAnswerMs, 'dead'],
    [10_000, wakeAnswerMs - 1, wakeAnswerMs, 'fine'],
  ] as const)('heard %i ms ago, asked %s ms ago: %s → %s', (heard, asked, answer, pulse) => {
    expect(pulseOf(heard, asked, answer)).toBe(pulse);
  });
});

describe('notices that many pages get', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const heard: string[] = [];
  const hear = (spread: Spread, kind: string, within: number, what: string, chance = 0.5) =>
    spread.hear(kind, within, () => heard.push(what), chance);
  beforeEach(() => void heard.splice(0));

  it('are acted on at once when nothing was asked', () => {
    hear(new Spread(), 'a', 0, 'now');
    expect(heard).toEqual(['now']);
  });
  it('are acted on within the time asked for, the latest of a kind once for all', () => {
    const spread = new Spread();
    hear(spread, 'a', 1000, 'first');
    hear(spread, 'b', 1000, 'other', 0.25);
    vi.advanceTimersByTime(400);
    hear(spread, 'a', 0, 'second');
    expect(heard).toEqual(['other']);
    vi.advanceTimersByTime(101);
    expect(heard).toEqual(['other', 'second']);
    vi.advanceTimersByTime(5000);
    expect(heard).toEqual(['other', 'second']);
  });
  it('are forgotten when the page is left', () => {
    const spread = new Spread();
    hear(spread, 'a', 1000, 'first');
    spread.clear();
    vi.advanceTimersByTime(5000);
    expect(heard).toEqual([]);
  });
});
