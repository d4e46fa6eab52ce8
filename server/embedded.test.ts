import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../test/database-server.ts';
import { ConfigError } from './config.ts';
import { lockDataDir } from './data-dir.ts';
import { type Embedded, joinEmbedded, startEmbedded } from './embedded.ts';

const log = (): void => undefined;
const running: Embedded[] = [];
/** One folder for all: making a cluster takes ten times as long as starting it. */
let dataDir: string;

beforeAll(async () => {
  dataDir = await makeTemporaryFolder('embedded-');
});

afterEach(async () => {
  for (const embedded of running.splice(0)) await embedded.stop();
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function start(): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log });
  running.push(embedded);
  return embedded;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function killServer(): Promise<void> {
  const pidFile = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
}

describe('the embedded PostgreSQL', () => {
  test('is a durable PostgreSQL 18 in UTF-8 that knows accents', async () => {
    const { url } = await start();
    expect(await ask(url, 'show server_version')).toEqual([expect.stringMatching(/^18\./)]);
    expect(await ask(url, 'show fsync')).toEqual(['on']);
    expect(await ask(url, 'show synchronous_commit')).toEqual(['on']);
    expect(await ask(url, 'show server_encoding')).toEqual(['UTF8']);
    expect(await ask(url, 'show timezone')).toEqual(['UTC']);
    expect(await ask(url, `select lower('ÉÀŒ')`)).toEqual(['éàœ']);
    const sorted = `select name from unnest(array['Zoé', 'Éric', 'Alice']) as name order by name collate "und-x-icu"`;
    expect(await ask(url, sorted)).toEqual(['Alice', 'Éric', 'Zoé']);
    await ask(url, 'create extension pg_trgm');
    expect(await ask(url, `select show_trgm('été') <> show_trgm('t')`)).toEqual([true]);
    await ask(url, 'create extension unaccent');
    expect(await ask(url, `select unaccent('Éléonore')`)).toEqual(['Eleonore']);
  });

  test('listens on this machine only and asks for the password', async () => {
    const { url } = await start();
    expect(await ask(url, 'show listen_addresses')).toEqual(['127.0.0.1']);
    const stranger = new URL(url);
    stranger.password = 'guess';
    await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password/);
  });

  test('keeps what was written over a stop, and stop leaves nothing running', async () => {
    const first = await start();
    await ask(first.url, `create table words as select 'été' as word`);
    await first.stop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const second = await start();
    expect(await ask(second.url, 'select word from words')).toEqual(['été']);
  });

  test('is taken over when a killed product left it running', async () => {
    const left = await startEmbedded({ dataDir, log });
    const lines: string[] = [];
    const next = await startEmbedded({ dataDir, log: (line) => lines.push(line) });
    running.push(next);
    expect(next.url).toBe(left.url);
    expect(lines).toEqual([expect.stringMatching(/^Took over/)]);
    expect(await ask(next.url, 'select 1')).toEqual([1]);
  });

  test('starts again after it was killed itself, with all that was committed', async () => {
    const first = await start();
    await ask(first.url, 'create table numbers as select 7 as number');
    await killServer();
    const second = await start();
    expect(await ask(second.url, 'select number from numbers')).toEqual([7]);
  });

  test('starts although its old process id belongs to another program now', async () => {
    const first = await start();
    await first.stop();
    const stale = [process.ppid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', '', 'ready', ''].join(
      '\n',
    );
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), stale);
    expect(await ask((await start()).url, 'select 1')).toEqual([1]);
  });
});

describe('a folder in a bad state', () => {
  async function inOwnFolder(use: (folder: string) => Promise<void>): Promise<void> {
    const folder = await makeTemporaryFolder('embedded-');
    try {
      await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  test('an interrupted first start is begun again', async () => {
    await inOwnFolder(async (folder) => {
      await mkdir(join(folder, 'postgres.new', 'base'), { recursive: true });
      const embedded = await startEmbedded({ dataDir: folder, log });
      expect(await ask(embedded.url, 'select 1')).toEqual([1]);
      await embedded.stop();
    });
  });

  test('a lost password is named', async () => {
    await inOwnFolder(async (folder) => {
      await (await startEmbedded({ dataDir: folder, log })).stop();
      await rm(join(folder, 'postgres-password'));
      await expect(startEmbedded({ dataDir: folder, log })).rejects.toThrow(ConfigError);
    });
  });

  test.runIf(process.getuid?.() === 0)('one that its user can not reach is refused', async () => {
    await inOwnFolder(async (folder) => {
      await chmod(folder, 0o700);
      await expect(startEmbedded({ dataDir: folder, log })).rejects.toThrow(/can't pass through .*DATA_DIR/);
    });
  });
});

describe('a script beside the product', () => {
  test('uses the running server and leaves it running', async () => {
    const product = await start();
    const script = await joinEmbedded({ dataDir, log });
    expect(script.url).toBe(product.url);
    await script.stop();
    expect(await ask(product.url, 'select 1')).toEqual([1]);
  });

  test('starts the server when none runs and stops it at the end', async () => {
    const script = await joinEmbedded({ dataDir, log });
    expect(await ask(script.url, 'select 1')).toEqual([1]);
    await script.stop();
    await expect(ask(script.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('leaves the server that it started to a product that began to use it meanwhile', async () => {
    const script = await joinEmbedded({ dataDir, log });
    const release = await lockDataDir(dataDir, 'http://localhost:3000');
    const product = await start();
    await script.stop();
    expect(await ask(product.url, 'select 1')).toEqual([1]);
    await release();
  });
});
