import { createHash } from 'node:crypto';
import type {
  FastifyRateLimitOptions,
  FastifyRateLimitStore,
  FastifyRateLimitStoreCtor,
} from '@fastify/rate-limit';
import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { RateClass } from '@cenacle/shared/http.ts';

/** Calls are counted by the minute. */
export const windowMs = 60_000;
/** How often a process tells the others of new calls that it counted, and learns how many there are in all. */
const shareEveryMs = 1_000;
/** Guessing and mailing are counted by all processes together before each call; all else is by a second behind. */
const exactClasses: readonly RateClass[] = ['sign_in', 'mail'];

/** The calls of one caller in one class within the minute. */
interface Tally {
  minute: number;
  own: number;
  /** Of its own, those that the others do not know of yet. */
  untold: number;
  others: number;
}

type Counted = { current: number; ttl: number };

export interface Rates {
  /** What @fastify/rate-limit counts with. */
  store: FastifyRateLimitStoreCtor;
  close(): Promise<void>;
}

/**
 * Counts calls for all processes on one database, by their own clocks. When the database does not answer, each process
 * goes on with what it knows.
 */
export function openRates({ pool, log }: { pool: pg.Pool; log: FastifyBaseLogger }): Rates {
  const tallies = new Map<string, Tally>();
  let cleared = 0;

  const minuteNow = (): number => Math.floor(Date.now() / windowMs);

  function tallyOf(bucket: string): Tally {
    const minute = minuteNow();
    const known = tallies.get(bucket);
    if (known?.minute === minute) return known;
    const tally = { minute, own: 0, untold: 0, others: 0 };
    tallies.set(bucket, tally);
    return tally;
  }

  async function share(buckets: string[], minute: number): Promise<void> {
    const told = buckets.map((bucket) => tallies.get(bucket)?.untold ?? 0);
    buckets.forEach((bucket, i) => {
      const tally = tallies.get(bucket);
      if (tally) tally.untold -= told[i] ?? 0;
    });
    try {
      // In one order, so that two processes never wait for each other.
      const { rows } = await pool.query<{ bucket: string; count: number }>(
        `insert into rate_counts as known (bucket, minute, count)
           select bucket, $2, count from unnest($1::text[], $3::int[]) told (bucket, count) order by bucket
           on conflict (bucket, minute) do update set count = known.count + excluded.count
           returning bucket, count`,
        [buckets, minute, told],
      );
      for (const { bucket, count } of rows) {
        const tally = tallies.get(bucket);
        // An answer that was overtaken by a later one knows less.
        if (tally?.minute === minute)
          tally.others = Math.max(tally.others, count - (tally.own - tally.untold));
      }
    } catch (err) {
      log.warn({ err }, 'what was counted did not reach the other processes');
    }
  }

  async function shareAll(): Promise<void> {
    const minute = minuteNow();
    for (const [bucket, tally] of tallies) if (tally.minute !== minute) tallies.delete(bucket);
    const buckets = [...tallies].filter(([, { untold }]) => untold > 0).map(([bucket]) => bucket);
    if (buckets.length > 0) await share(buckets, minute);
    if (buckets.length === 0 || cleared === minute) return;
    cleared = minute;
    await pool
      .query('delete from rate_counts where minute < $1', [minute - 1])
      .catch((err: unknown) => log.warn({ err }, 'old counts were not removed'));
  }

  async function count(bucket: string, isExact: boolean): Promise<Counted> {
    const tally = tallyOf(bucket);
    tally.own += 1;
    tally.untold += 1;
    if (isExact) await share([bucket], tally.minute);
    return { current: tally.own + tally.others, ttl: windowMs - (Date.now() % windowMs) };
  }

  let sharing: Promise<void> = Promise.resolve();
  let isSharing = false;
  const timer = setInterval(() => {
    if (isSharing) return;
    isSharing = true;
    sharing = shareAll().finally(() => (isSharing = false));
  }, shareEveryMs).unref();

  class Store implements FastifyRateLimitStore {
    readonly #class: string;
    constructor(options: FastifyRateLimitOptions & { groupId?: string }) {
      this.#class = options.groupId ?? '';
    }
    incr(caller: string, tell: (error: Error | null, counted?: Counted) => void): void {
      // Who called is a member's id or an address: only its hash is kept.
      const bucket = createHash('sha256').update(`${this.#class} ${caller}`).digest('base64url');
      const isExact = (exactClasses as readonly string[]).includes(this.#class);
      void count(bucket, isExact).then((counted) => tell(null, counted), tell);
    }
    child(options: FastifyRateLimitOptions): Store {
      return new Store(options);
    }
  }

  return {
    store: Store,
    async close() {
      clearInterval(timer);
      await sharing;
    },
  };
}
