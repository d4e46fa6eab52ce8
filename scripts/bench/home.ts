import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrateDatabase, openDatabase } from '../../server/database.ts';
import { joinEmbedded } from '../../server/embedded.ts';
import { refreshStatistics } from '../../server/search/statistics-queries.ts';
import { createDatabase, makeTemporaryFolder } from '../../test/database-server.ts';
import type { Watched } from './cpu.ts';
import type { Debate } from './debate.ts';
import { loadAround, loadWhole, type SizeCounts } from './load.ts';
import { findFreePort, now, type Home } from './product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A data folder and a database of the bench's own, which `drop` removes. */
export interface BenchHome extends Home {
  /** Runs with the database's address, whether the product runs or not. */
  withDatabase: <T>(work: (url: string) => Promise<T>) => Promise<T>;
  /** These processes with those that work for them in the database; of a server only the backends of our database. */
  watch: (pids: number[]) => Promise<Watched>;
  drop: () => Promise<void>;
}

/** Makes an empty home: the embedded database, or one on the server. */
export async function makeHome(serverUrl: string | null): Promise<BenchHome> {
  const dataDir = await makeTemporaryFolder(`${process.pid}-bench-`);
  const port = await findFreePort();
  const remove = () => rm(dataDir, { recursive: true, force: true });
  if (serverUrl === null) {
    return {
      dataDir,
      port,
      databaseUrl: null,
      async withDatabase(work) {
        const embedded = await joinEmbedded({ dataDir, log: () => undefined });
        try {
          return await work(embedded.url);
        } finally {
          await embedded.stop();
        }
      },
      async watch(pids) {
        const lines = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
        return { pids, postmaster: Number(lines[0]), backends: () => Promise.resolve([]) };
      },
      drop: remove,
    };
  }
  const database = await createDatabase(serverUrl, `cenacle_bench_${process.pid}`);
  return {
    dataDir,
    port,
    databaseUrl: database.url,
    withDatabase: (work) => work(database.url),
    watch: (pids) => Promise.resolve({ pids, postmaster: null, backends: () => backendsOf(database.url) }),
    async drop() {
      await database.drop();
      await remove();
    },
  };
}

/** The processes that work for our database, but for the one that tells. */
async function backendsOf(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    return rows.map(({ pid }) => pid);
  } finally {
    await client.end();
  }
}

/** Fills the home; gives how many posts a second the import wrote, or null where it had no part. */
export async function fillHome(
  home: BenchHome,
  size: 'S' | 'M',
  counts: SizeCounts,
  debate: Debate,
): Promise<number | null> {
  if (size === 'M') {
    await home.withDatabase(async (url) => {
      await migrateDatabase(url);
      await loadWhole(url, counts, debate);
    });
    return null;
  }
  const file = join(home.dataDir, 'debate.jsonl');
  await writeFile(file, debate.content);
  const startedAt = now();
  await runImport(home, file);
  const seconds = (now() - startedAt) / 1000;
  await home.withDatabase((url) => loadAround(url, counts));
  return counts.posts / seconds;
}

/**
 * Counts what search goes by, as the product does at its start when anything has changed since; gives how many
 * milliseconds that start would have waited.
 */
export async function countSearch(home: BenchHome): Promise<number> {
  return home.withDatabase(async (url) => {
    const { db, pool } = openDatabase(url, () => undefined);
    try {
      const startedAt = now();
      await refreshStatistics(db);
      return now() - startedAt;
    } finally {
      await pool.end();
    }
  });
}

/** `npm run import` as anybody runs it. */
async function runImport({ dataDir, databaseUrl }: Home, file: string): Promise<void> {
  const child = spawn(process.execPath, ['scripts/import.ts', 'republique-numerique', file], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', INIT_CWD: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The import failed.');
}
