import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { refreshStatistics } from './statistics-queries.ts';

/** How often what search counts by is looked at: a ranking that is some minutes old orders hardly otherwise. */
const roundMs = 3 * 60_000;

/**
 * Counts when the app begins to serve, and then from time to time as long as it runs. Nobody waits for it: in a large
 * community it takes longer than a start may, and older counts only order a little differently.
 */
export function keepStatistics(app: FastifyInstance, { db, log }: Services): void {
  let running: Promise<unknown> | null = null;
  function count(): void {
    running ??= refreshStatistics(db)
      .catch((err: unknown) => log.error({ err }, 'search could not be counted'))
      .finally(() => {
        running = null;
      });
  }
  const rounds = setInterval(count, roundMs).unref();
  app.addHook('onListen', async () => count());
  app.addHook('onClose', async () => {
    clearInterval(rounds);
    await running;
  });
}
