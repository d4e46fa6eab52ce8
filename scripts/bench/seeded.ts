/** The same numbers from 0 to below 1 for the same seed (mulberry32): content must not change between runs. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds = [
  'member',
  'circle',
  'circle_member',
  'audience',
  'thread',
  'voice',
  'post',
  'provider',
  'benchmark',
  'criterion',
  'option',
  'evaluation',
  'evidence',
  'card',
  'session',
] as const;

/** The id of the n-th thing of a kind, in the form of a UUIDv7, so that later things sort later. */
export function idOf(kind: (typeof kinds)[number], n: number): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  return `019a0000-0000-7${hex(kinds.indexOf(kind), 3)}-8000-${hex(n, 12)}`;
}

/** The content's own clock: all its times are counted back from here. */
export const contentEnd = new Date('2026-10-01T12:00:00Z');

/** That many minutes before the content's end. */
export const minutesBefore = (minutes: number): string =>
  new Date(contentEnd.getTime() - minutes * 60_000).toISOString();
