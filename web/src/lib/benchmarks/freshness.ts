import type { Format, Instant } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

/** Prices and teams change within a year: what is older is dated rather than called fresh. */
const freshMsMax = 365 * 24 * 3_600_000;

/** Whether an evaluation of that moment still says something of today. */
export const isFresh = (at: Instant, now: Instant): boolean =>
  new Date(now).getTime() - new Date(at).getTime() <= freshMsMax;

/** How fresh a benchmark is, in words. */
export const freshnessText = (
  at: Instant,
  now: Instant,
  format: Pick<Format, 'month'>,
  words: Words['benchmarks'],
): string => (isFresh(at, now) ? words.freshAt(format.month(at)) : words.lastAt(format.month(at)));
