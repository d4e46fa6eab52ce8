import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { refreshStatistics } from './statistics-queries.ts';

/** How often what search counts by is looked at: a ranking that is some minutes old orders hardly otherwise. */
const roundMs = 3 * 60_000;

/** Counts before the first request, and then from time to time as long as the app runs. */
export function keepStatistics(app: FastifyInstance, { db, log }: Services): void {
  let running: Promise<unknown> = Promise.resolve();
  const count = (): Promise<unknown> =>
    refreshStatistics(db).catch((err: unknown) => log.error({ err }, 'search could not be counted'));
  const rounds = setInterval(() => {
    running = count();
  }, roundMs).unref();
  app.addHook('onReady', async () => {
    await count();
  });
  app.addHook('onClose', async () => {
    clearInterval(rounds);
    await running;
  });
}
