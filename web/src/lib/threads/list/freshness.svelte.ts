import { ApiError } from '#lib/api.ts';
import { watch } from '#lib/live.svelte.ts';
import type { Movement } from './merge.ts';

/** Changes come in bursts: one look at the list for all of them. */
const gatherMs = 600;
/** Nearer to the top than this, nobody is reading further down. */
const topPx = 120;

/** A list that can be asked for again. */
interface Source<Fresh> {
  ask(): Promise<Fresh>;
  /** How the new list differs from what is shown. */
  compare(fresh: Fresh): Movement;
  show(fresh: Fresh): void;
}

/**
 * Keeps a list of threads as new as the server's without moving it under the reader's eyes: at the top of the
 * page, or where nothing moves, it changes in place; further down it only says how many threads moved.
 */
export class Freshness<Fresh> {
  readonly #source: Source<Fresh>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #askAgain = false;
  #waiting: Fresh | undefined;

  /** True when something new waits to be shown. */
  stale = $state(false);
  /** How many threads moved since; 0 where the list only lost some. */
  movedCount = $state(0);

  constructor(source: Source<Fresh>) {
    this.#source = source;
  }

  /** Listens for changes of lists and of one's own counters; gives what stops it. */
  start(): () => void {
    const soon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#look(), gatherMs);
    };
    const stops = [watch('threads', soon), watch('me', soon)];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.#timer);
    };
  }

  /** Shows what waits. */
  bring(): void {
    if (this.#waiting !== undefined) this.#source.show(this.#waiting);
    this.#waiting = undefined;
    this.stale = false;
    this.movedCount = 0;
  }

  async #look(): Promise<void> {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#asking = true;
    try {
      this.#take(await this.#source.ask());
    } catch (failure) {
      // Without a network the list stays as it is; the next notice asks again.
      if (!(failure instanceof ApiError)) throw failure;
    } finally {
      this.#asking = false;
    }
    if (this.#askAgain) {
      this.#askAgain = false;
      await this.#look();
    }
  }

  #take(fresh: Fresh): void {
    const { movedCount, still } = this.#source.compare(fresh);
    this.#waiting = fresh;
    if (scrollY < topPx || (still && movedCount === 0)) return this.bring();
    this.movedCount = movedCount;
    this.stale = true;
  }
}
