import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { Config } from './config.ts';
import { openDatabase, reserveSizeMax, type Db } from './database.ts';
import { openFileStore, type FileStore } from './files/store.ts';
import { openHub, type Hub } from './live/hub.ts';
import { openMailer, type Mailer } from './mail/mailer.ts';
import { openMarkdown, type Markdown } from './markdown/markdown.ts';
import { Names } from './markdown/names.ts';

/** What features are handed: everything that reaches outside the process, and nothing of theirs. */
export interface Services {
  config: Config;
  db: Db;
  pool: pg.Pool;
  /** A few connections apart, which other requests never hold: for signing in and for /health. */
  reserve: { db: Db; pool: pg.Pool };
  hub: Hub;
  files: FileStore;
  mailer: Mailer;
  markdown: Markdown;
  names: Names;
  clock: () => Date;
  log: FastifyBaseLogger;
}

/** Opens all services on a migrated database at `databaseUrl`. */
export async function openServices(
  config: Config,
  databaseUrl: string,
  log: FastifyBaseLogger,
  clock: () => Date = () => new Date(),
): Promise<Services> {
  const onError = (error: Error): void => log.warn({ err: error }, 'a database connection broke');
  const { db, pool } = openDatabase(databaseUrl, onError);
  const reserve = openDatabase(databaseUrl, onError, reserveSizeMax);
  const files = await openFileStore(config.dataDir);
  const hub = openHub({ databaseUrl, pool, log });
  const mailer = openMailer({ config, db, log, clock });
  return {
    config,
    db,
    pool,
    reserve,
    hub,
    files,
    mailer,
    markdown: openMarkdown({ publicUrl: config.publicUrl }),
    names: new Names(),
    clock,
    log,
  };
}

/** Closes them in the reverse order; what is under way is finished first. */
export async function closeServices(services: Services): Promise<void> {
  await services.mailer.close();
  await services.hub.close();
  await services.markdown.close();
  await services.reserve.pool.end();
  await services.pool.end();
}
