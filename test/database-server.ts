import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../server/embedded.ts';
import { findProcess } from '../server/processes.ts';

export type DatabaseServer = {
  /** Of a database of that server from which others can be made and dropped. */
  url: string;
  /** Begins the names of all databases of this run, so that all of them are found again. */
  prefix: string;
  stop: () => Promise<void>;
};

export type TestDatabase = { url: string; drop: () => Promise<void> };

const folderPrefix = 'cenacle-test-';

/** The PostgreSQL at TEST_DATABASE_URL, else a throwaway one; everything made on it with the prefix is dropped by stop. */
export async function startDatabaseServer(testDatabaseUrl: string | undefined): Promise<DatabaseServer> {
  const prefix = `cenacle_test_${process.pid}_${randomBytes(3).toString('hex')}_`;
  if (testDatabaseUrl) {
    return { url: testDatabaseUrl, prefix, stop: () => dropAll(testDatabaseUrl, prefix) };
  }
  await removeLeftovers();
  const dataDir = await makeTemporaryFolder(`${process.pid}-`);
  const embedded = await startEmbedded({ dataDir, log: () => undefined, durable: false });
  const stop = async (): Promise<void> => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: embedded.url, prefix, stop };
}

/** A folder under the system's temporary one, through which the database's own user can pass when root runs the tests. */
export async function makeTemporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${name}`));
  await chmod(folder, 0o711);
  return folder;
}

/** A run that was killed could not stop its database: the next one does. */
async function removeLeftovers(): Promise<void> {
  for (const entry of await readdir(tmpdir())) {
    const pid = Number(/^cenacle-test-(\d+)-/.exec(entry)?.[1]);
    if (!pid || (await findProcess(pid)) !== null) continue;
    const dataDir = join(tmpdir(), entry);
    try {
      const embedded = await startEmbedded({ dataDir, log: () => undefined, durable: false });
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's run, or one that was killed before it had a database.
      await rm(dataDir, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** A new database, as a copy of the template when one is named. */
export async function createDatabase(
  serverUrl: string,
  name: string,
  template = 'template0',
): Promise<TestDatabase> {
  await query(
    serverUrl,
    `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`,
  );
  return { url: withDatabase(serverUrl, name), drop: () => dropDatabase(serverUrl, name) };
}

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await query(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

async function dropAll(serverUrl: string, prefix: string): Promise<void> {
  const names = await query(
    serverUrl,
    `select datname from pg_database where starts_with(datname, '${prefix}')`,
  );
  for (const { datname } of names) await dropDatabase(serverUrl, datname as string);
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
