import pg from 'pg';
import { ConfigError } from './config.ts';

/** The floor: what the product's SQL relies on, and what its tests run against. */
const versionMin = 15;
const connectMsMax = 10_000;

/** Refuses a server at DATABASE_URL that can't serve, with a sentence; never repeats the address, which holds a password. */
export async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMsMax });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new ConfigError(`The database at DATABASE_URL can't be reached: ${sayWhy(error)}.`);
  }
  try {
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`,
    );
    const [server] = rows;
    if (server === undefined || server.version < versionMin) {
      throw new ConfigError(
        `The server at DATABASE_URL is PostgreSQL ${server?.version}; Cénacle needs ${versionMin} or newer.`,
      );
    }
    if (server.encoding !== 'UTF8') {
      throw new ConfigError(`The database at DATABASE_URL is in ${server.encoding}; Cénacle needs UTF8.`);
    }
  } finally {
    await client.end();
  }
}

function sayWhy(error: unknown): string {
  // Of several addresses of one name, each has its error.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return first instanceof Error ? first.message.replace(/\.$/, '') : String(first);
}
