import { createHash } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ConfigError } from '../../server/config.ts';
import type { FileStore } from '../../server/files/store.ts';
import type { Counts } from './counts.ts';
import { bytesFrames, frame, writeFrames } from './format.ts';
import { copyOut, listApplied, listTables, quoteTable, tablesLeftOut, withClient } from './tables.ts';

/** What a backup is made of, and how far it is. */
export interface BackupOptions {
  databaseUrl: string;
  files: FileStore;
  /** Where it goes; nothing may be there. */
  path: string;
  /** The product's version. */
  product: string;
  clock: () => Date;
  signal?: AbortSignal;
  onProgress?: (soFar: Counts) => void;
}

const connectionName = 'cenacle backup';
/** Contents are removed once an hour at most; more tries than this mean that something else is wrong. */
const attemptsMax = 3;

/** A content was removed, as its row was, after the snapshot was taken: a later snapshot knows nothing of it. */
class ContentGone extends Error {}

/**
 * Writes everything that one moment of the database knew, with the contents of its files. Throws ConfigError with a
 * sentence, and leaves nothing behind, when it can't.
 */
export async function writeBackup(options: BackupOptions): Promise<Counts> {
  const { path } = options;
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new ConfigError(`${path} is there already: a backup never overwrites anything.`);
  const partial = `${path}.partial`;
  // It holds everything: for nobody else to read.
  const target = await open(partial, 'ax', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new ConfigError(
        `${partial} is there: another backup is writing it, or was killed; remove it then.`,
      );
    throw cantWrite(path, error);
  });
  try {
    const counts = await withClient(options.databaseUrl, connectionName, async (client) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await writeSnapshot(client, target, options);
        } catch (error) {
          if (!(error instanceof ContentGone) || attempt === attemptsMax) throw error;
          await client.query('rollback');
          await target.truncate();
        }
      }
    });
    await target.close();
    await rename(partial, path);
    await syncFolder(dirname(path));
    return counts;
  } catch (error) {
    await target.close();
    await rm(partial, { force: true });
    const { syscall } = error as NodeJS.ErrnoException;
    throw syscall === 'write' || syscall === 'fsync'
      ? cantWrite(path, error as NodeJS.ErrnoException)
      : error;
  }
}

const cantWrite = (path: string, error: NodeJS.ErrnoException): ConfigError =>
  new ConfigError(`The backup can't be written to ${path} (${error.code ?? error.message}).`);

/** A new name survives a crash only once its folder is synced too. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

async function writeSnapshot(
  client: pg.Client,
  target: Awaited<ReturnType<typeof open>>,
  options: BackupOptions,
): Promise<Counts> {
  const names = (await listTables(client)).map(({ name }) => quoteTable(name));
  if (names.length === 0 || (await listApplied(client)).length === 0)
    throw new ConfigError('There is nothing to back up: the database holds no Cénacle.');
  await client.query('begin isolation level repeatable read read only');
  // Before the first query, which fixes the moment: a migration that came between would empty tables for it.
  await client.query(`lock table ${names.join(', ')} in access share mode`);
  const counts: Counts = { rows: 0, files: 0, bytes: 0 };
  await writeFrames(target, framesOf(client, options, counts));
  await client.query('commit');
  return counts;
}

/** Files before tables: the sooner they are read, the less is in vain when one has gone. */
async function* framesOf(
  client: pg.Client,
  options: BackupOptions,
  counts: Counts,
): AsyncGenerator<Buffer, void> {
  const { product, clock, signal, onProgress } = options;
  const migrations = await listApplied(client);
  yield frame('header', { product, at: clock().toISOString(), migrations });
  for await (const sha256 of contentsOf(client)) {
    yield* fileFrames(options, sha256, counts);
    counts.files += 1;
    signal?.throwIfAborted();
    onProgress?.(counts);
  }
  for (const table of await listTables(client)) {
    if (tablesLeftOut.includes(table.name)) continue;
    yield frame('table', table);
    const rows = client.query(copyTo(copyOut(table)));
    for await (const bytes of rows as AsyncIterable<Buffer>) {
      yield* bytesFrames('rows', bytes);
      signal?.throwIfAborted();
    }
    counts.rows += rows.rowCount;
    onProgress?.(counts);
  }
  yield frame('end', counts);
}

const contentsAtOnce = 1_000;

/** The hash of each content that a row names, once, by a cursor. */
async function* contentsOf(client: pg.Client): AsyncGenerator<string> {
  await client.query('declare contents no scroll cursor for select distinct sha256 from public.files');
  for (;;) {
    const { rows } = await client.query<{ sha256: string }>(`fetch ${contentsAtOnce} from contents`);
    if (rows.length === 0) return;
    for (const { sha256 } of rows) yield sha256;
  }
}

async function* fileFrames(options: BackupOptions, sha256: string, counts: Counts): AsyncGenerator<Buffer> {
  const found = await options.files.open(sha256);
  if (found === null) throw await explainMissing(options, sha256);
  yield frame('file', { sha256, bytes: found.bytes });
  const hash = createHash('sha256');
  for await (const bytes of found.stream as AsyncIterable<Buffer>) {
    hash.update(bytes);
    yield* bytesFrames('content', bytes);
    counts.bytes += bytes.length;
    options.signal?.throwIfAborted();
  }
  if (hash.digest('hex') !== sha256)
    throw new ConfigError(`The file of SHA-256 ${sha256} in DATA_DIR is damaged. Nothing was backed up.`);
}

/** By what the database says now, outside of the snapshot. */
async function explainMissing({ databaseUrl, files }: BackupOptions, sha256: string): Promise<Error> {
  const id = await withClient(databaseUrl, connectionName, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from public.files where sha256 = $1', [
      sha256,
    ]);
    return rows[0]?.id ?? null;
  });
  const again = id === null ? null : await files.open(sha256);
  again?.stream.destroy();
  if (id === null || again !== null) return new ContentGone();
  return new ConfigError(
    `The content of file ${id} (SHA-256 ${sha256}) is missing: is DATA_DIR the folder that the product runs with? Nothing was backed up.`,
  );
}
