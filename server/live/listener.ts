import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';

const retryMs = 1_000;
const aliveEveryMs = 15_000;

export interface Listener {
  close(): Promise<void>;
}

/** LISTEN on a connection of its own, opened again for as long as it takes when it breaks. */
export function openListener(
  options: { databaseUrl: string; channel: string; log: FastifyBaseLogger },
  hear: (payload: string) => void,
): Listener {
  const { databaseUrl, channel, log } = options;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let opening: Promise<void> = Promise.resolve();

  function retry(failed: pg.Client, err: unknown): void {
    if (client !== failed) return;
    client = null;
    failed.end().catch(() => {});
    if (closed) return;
    log.warn({ err }, 'the listening connection broke');
    timer = setTimeout(start, retryMs).unref();
  }

  function start(): void {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'cenacle live',
      keepAlive: true,
    });
    client = fresh;
    fresh.on('error', (error) => retry(fresh, error));
    fresh.on('end', () => retry(fresh, new Error('ended')));
    fresh.on('notification', ({ payload }) => {
      if (payload) hear(payload);
    });
    opening = fresh
      .connect()
      .then(async () => {
        await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
      })
      .catch((error: unknown) => retry(fresh, error));
  }

  // A connection that is half open hears nothing and says nothing: asking finds out.
  const alive = setInterval(() => {
    const asked = client;
    asked?.query('select 1').catch((error: unknown) => retry(asked, error));
  }, aliveEveryMs).unref();

  start();
  return {
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      clearInterval(alive);
      await opening;
      await client?.end().catch(() => {});
    },
  };
}
