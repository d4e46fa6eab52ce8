import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ConfigError } from '../../server/config.ts';
import { applyMigrations, listMigrations, lockMigrations } from '../../server/database.ts';
import type { FileStore } from '../../server/files/store.ts';
import type { Counts } from './counts.ts';
import { checkBackup, type FrameReader, type Header, openFrames } from './format.ts';
import { clearTables, refuseUsed } from './target.ts';
import { copyIn, listTables, quoteTable, withClient } from './tables.ts';

/** What is restored into what, and how far it is. */
export interface RestoreOptions {
  databaseUrl: string;
  files: FileStore;
  path: string;
  signal?: AbortSignal;
  onProgress?: (soFar: Counts) => void;
}

/**
 * Restores a backup into an empty community, and brings it to this product's migrations. Throws ConfigError with a
 * sentence when it can't; the target is then as empty as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Counts> {
  const { path } = options;
  const source = await openBackup(path);
  const added: string[] = [];
  try {
    const frames = await openFrames(source);
    const header = await frames.take('header');
    if (header === null) throw new Error('the backup has no header');
    return await withTransaction(options.databaseUrl, (client) =>
      restoreInto(client, frames, header, options, added),
    );
  } catch (error) {
    for (const sha256 of added) await options.files.remove(sha256);
    throw error;
  } finally {
    await source.close();
  }
}

/** Opens the file and reads it once, so that one that is damaged is refused before anything is begun. */
export async function openBackup(path: string): Promise<FileHandle> {
  const source = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`The backup ${path} can't be read (${error.code ?? error.message}).`);
  });
  try {
    await checkBackup(source, path);
    return source;
  } catch (error) {
    await source.close();
    if ((error as NodeJS.ErrnoException).code === 'EISDIR')
      throw new ConfigError(`${path} is a folder, not a backup of Cénacle.`);
    throw error;
  }
}

const withTransaction = <T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withClient(databaseUrl, 'cenacle restore', async (client) => {
    await lockMigrations(client);
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  });

async function restoreInto(
  client: pg.Client,
  frames: FrameReader,
  header: Header,
  options: RestoreOptions,
  added: string[],
): Promise<Counts> {
  const [theirs, later] = splitMigrations(header, options.path);
  await refuseUsed(client);
  await clearTables(client);
  await applyMigrations(client, theirs);
  const mendKeys = await loosenTables(client);
  const counts: Counts = { rows: 0, files: 0, bytes: 0 };
  await restoreFiles(frames, options, counts, added);
  await restoreTables(client, frames, options, counts);
  const end = await frames.take('end');
  if (JSON.stringify(end) !== JSON.stringify(counts))
    throw new Error(`restored ${JSON.stringify(counts)} of ${JSON.stringify(end)}`);
  await mendKeys();
  await refreshSearch(client);
  await applyMigrations(client, later);
  return counts;
}

type Migrations = ReturnType<typeof listMigrations>;

/** Those of the product that the backup was made with, and those that came since. */
function splitMigrations({ migrations, product }: Header, path: string): [Migrations, Migrations] {
  const ours = listMigrations();
  const known = migrations.every((at, n) => ours[n]?.folderMillis === at);
  if (!known) {
    throw new ConfigError(
      `${path} was made by a newer Cénacle (${product}), whose tables this one doesn't know: restore it with that one.`,
    );
  }
  return [ours.slice(0, migrations.length), ours.slice(migrations.length)];
}

async function restoreFiles(
  frames: FrameReader,
  { files, signal, onProgress }: RestoreOptions,
  counts: Counts,
  added: string[],
): Promise<void> {
  for (let file = await frames.take('file'); file !== null; file = await frames.take('file')) {
    const known = await files.open(file.sha256);
    known?.stream.destroy();
    if (known === null) added.push(file.sha256);
    const stored = await files.put(Readable.from(frames.bytes('content')));
    if (stored.sha256 !== file.sha256) throw new Error(`the content of ${file.sha256} is another`);
    counts.files += 1;
    counts.bytes += stored.bytes;
    signal?.throwIfAborted();
    onProgress?.(counts);
  }
}

async function restoreTables(
  client: pg.Client,
  frames: FrameReader,
  { signal, onProgress }: RestoreOptions,
  counts: Counts,
): Promise<void> {
  for (let table = await frames.take('table'); table !== null; table = await frames.take('table')) {
    const rows = client.query(copyFrom(copyIn(table)));
    await pipeline(frames.bytes('rows'), rows, { signal });
    counts.rows += rows.rowCount;
    onProgress?.(counts);
  }
}

/**
 * Takes off what would stand in the way of rows that come in any order: foreign keys, among which there are circles,
 * triggers, and rows that migrations wrote. Whoever made the tables may do all that; a superuser is not needed. Gives
 * what puts keys and triggers back, which fails for a row that names none.
 */
async function loosenTables(client: pg.Client): Promise<() => Promise<void>> {
  const tables = (await listTables(client)).map(({ name }) => quoteTable(name));
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conname`);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const table of tables) {
    await client.query(`alter table ${table} disable trigger user`);
    await client.query(`delete from ${table}`);
  }
  return async () => {
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
  };
}

/** Writes what search reads anew: it is in no backup, since versions of PostgreSQL stem differently. */
async function refreshSearch(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select to_regprocedure('public.refresh_search(text, uuid[])') is not null as yes`,
  );
  if (!rows[0].yes) return;
  await client.query(
    'select public.refresh_search(kind, array_agg(id)) from public.search_sources group by kind',
  );
}
