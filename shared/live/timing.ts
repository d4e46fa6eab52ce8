/** Waits between attempts to connect: a restart of the server takes seconds, a lost network any time. */
const firstMs = 500;
const longestMs = 30_000;
/** After the server asked to wait. */
const politeMs = 5_000;

/**
 * How long to wait before attempt number `attempt` (0 is the first after a loss): twice as long each time, and
 * spread out, so that a restarted server is not met by all its pages at once. `chance` is within [0, 1).
 */
export function waitBefore(attempt: number, chance: number, asked = false): number {
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  const wait = longest / 2 + (longest / 2) * chance;
  return Math.round(asked ? politeMs + wait : wait);
}

/** A socket that said nothing for this long is asked whether it is still there. */
export const askAfterMs = 25_000;
/** One that is silent for this long is given up, whatever the browser believes. */
export const deadAfterMs = 60_000;
/** On waking up, the answer to a ping must come within this time. */
export const wakeAnswerMs = 4_000;

export type Pulse = 'fine' | 'ask' | 'dead';

/** What to do about a socket, by how long ago it was heard and asked (null: not asked since). */
export function pulseOf(sinceHeardMs: number, sinceAskedMs: number | null, answerMs = deadAfterMs): Pulse {
  if (sinceHeardMs >= deadAfterMs) return 'dead';
  if (sinceAskedMs !== null) return sinceAskedMs >= answerMs ? 'dead' : 'fine';
  return sinceHeardMs >= askAfterMs ? 'ask' : 'fine';
}

/** Notices that many pages get at once, each acted on at a moment of its own; the latest of a kind stands for all. */
export class Spread {
  readonly #waiting = new Map<string, { act: () => void; timer: ReturnType<typeof setTimeout> }>();

  /** Acts at once when `withinMs` is 0, else once within it; `chance` is within [0, 1). */
  hear(kind: string, withinMs: number, act: () => void, chance = Math.random()): void {
    const waiting = this.#waiting.get(kind);
    if (waiting) waiting.act = act;
    else if (withinMs <= 0) act();
    else this.#waiting.set(kind, { act, timer: setTimeout(() => this.#now(kind), withinMs * chance) });
  }

  /** Forgets what waits. */
  clear(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #now(kind: string): void {
    const waiting = this.#waiting.get(kind);
    this.#waiting.delete(kind);
    waiting?.act();
  }
}
