import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyMigrations, listMigrations, migrateDatabase } from '../../server/database.ts';
import { removeOrphans } from '../../server/files/actions.ts';
import { openFileStore } from '../../server/files/store.ts';
import { makeApp, openApp, type TestApp } from '../../test/app.ts';
import {
  backUp,
  fillWorld,
  listTablesOf,
  makePlace,
  type Place,
  placeOf,
  readAll,
  restore,
} from '../../test/backup.ts';
import { cast } from '../../test/cast.ts';
import { makeTemporaryFolder } from '../../test/database-server.ts';
import { ask } from '../../test/import-command.ts';
import { castActors, makeWorld, type World } from '../../test/rights/world.ts';
import { uploaded } from '../../test/upload.ts';
import { tablesLeftOut } from './tables.ts';

const access = ['sessions', 'tokens', 'one_time_links'];

let t: TestApp;
let world: World;
let folder: string;
/** Of everything, as it was before the first test; and where it was restored. */
let path: string;
let restored: Place;
const places: Place[] = [];
async function place(): Promise<Place> {
  const made = await makePlace('restored-');
  places.push(made);
  return made;
}

beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
  world = await makeWorld(t);
  await fillWorld(t, world);
  folder = await makeTemporaryFolder('backups-');
  path = await backUp(placeOf(t), folder);
  restored = await place();
});
afterAll(async () => {
  await t.close();
  for (const { dataDir } of places) await rm(dataDir, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

/** Constraints, triggers and indexes of all tables. */
const describeTables = (url: string) =>
  ask(
    url,
    `select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as what from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select tgrelid::regclass::text, tgname, tgenabled::text || pg_get_triggerdef(oid) from pg_trigger
      where not tgisinternal
    union all select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'
    order by 1, 2, 3`,
  );

describe('a backup', { timeout: 60_000 }, () => {
  test('brings back every row and every file, and again when it is taken of what was restored', async () => {
    const before = await readAll(placeOf(t));
    expect(Object.keys(before).filter((table) => before[table]?.length === 0)).toEqual([]);
    const made = await describeTables(restored.databaseUrl);
    const counts = await restore(restored, path);
    const after = await readAll(restored);
    const leftOut = Object.fromEntries(access.map((table) => [table, []]));
    expect(after).toEqual({ ...before, ...leftOut });
    expect(counts.files).toBe(Object.keys(before).filter((name) => name.startsWith('content ')).length);

    expect(await describeTables(restored.databaseUrl)).toEqual(made);
    await migrateDatabase(restored.databaseUrl);
    await expect(ask(restored.databaseUrl, 'delete from moderation_acts')).rejects.toThrow(/only added to/);

    const back = await place();
    await restore(back, await backUp(restored, folder));
    expect(await readAll(back)).toEqual(after);
  });

  test('is served by a product, where everybody signs in anew', async () => {
    const product = await openApp(restored.databaseUrl, restored.dataDir);
    expect((await product.with(await t.as('grace').headers()).get('/api/me')).statusCode).toBe(401);
    const found = await product.as('linus').get(`/api/search?q=${encodeURIComponent(`Cas ${world.n}`)}`);
    expect(found.body).toContain(world.threadId);
    const file = await product.as('linus').get(`/api/files/${world.fileId}/a.txt`);
    expect(file.body).toBe(`fichier ${world.n}`);
    await product.close();
  });

  test('names what it leaves out, and there is no sequence that it would have to carry', async () => {
    const tables = new Set([...(await listTablesOf(t.databaseUrl)), 'rate_counts']);
    expect(tablesLeftOut.filter((name) => !tables.has(name))).toEqual([]);
    expect(await ask(t.databaseUrl, `select from pg_sequences where schemaname = 'public'`)).toEqual([]);
  });

  test('leaves out mails that wait, but for the notice to a card’s person', async () => {
    await ask(restored.databaseUrl, 'update mail_outbox set sent_at = null');
    const there = await place();
    await restore(there, await backUp(restored, folder));
    const keys = await ask(there.databaseUrl, 'select dedupe_key as key from mail_outbox');
    expect(keys.map(({ key }) => String(key).split(':')[0])).toEqual(['card_notice']);
  });

  test('is for nobody else to read, and never overwrites a file', async () => {
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
    expect(existsSync(`${path}.partial`)).toBe(false);
    await expect(backUp(placeOf(t), folder, { path })).rejects.toThrow(/is there already/);
    const other = join(folder, 'other.backup');
    await writeFile(`${other}.partial`, 'theirs');
    await expect(backUp(placeOf(t), folder, { path: other })).rejects.toThrow(/another backup is writing it/);
    expect(await readFile(`${other}.partial`, 'utf8')).toBe('theirs');
  });

  test('knows one moment, while writers write', async () => {
    const thread = { kind: 'discussion', title: 'On écrit', body: 'Tout le temps' };
    const { id } = (await t.as('grace').post('/api/threads', thread)).json();
    const ending = new AbortController();
    const write = async (): Promise<void> => {
      while (!ending.signal.aborted) await t.as('linus').post(`/api/threads/${id}/posts`, { body: 'Encore' });
    };
    const writers = [write(), write()];
    const files = await openFileStore(t.services.config.dataDir);
    const open = async (hash: string) => {
      // After the snapshot, and before any table is read.
      await t.as('grace').post(`/api/threads/${id}/posts`, { body: 'Trop tard' });
      return files.open(hash);
    };
    const during = await backUp(placeOf(t), folder, { files: { ...files, open } });
    ending.abort();
    await Promise.all(writers);
    const there = await place();
    await restore(there, during);
    const [row] = await ask(
      there.databaseUrl,
      `select reply_count, last_position, change_seq, (select count(*)::int from posts where thread_id = t.id) as posts,
        (select max(position) from posts where thread_id = t.id) as highest,
        (select max(change_seq) from posts where thread_id = t.id) as changed,
        (select count(*)::int from posts where source = 'Trop tard') as late
      from threads t where id = $1`,
      [id],
    );
    const posts = Number(row?.posts);
    const changed = row?.change_seq;
    expect(row).toEqual({
      reply_count: posts - 1,
      last_position: posts,
      change_seq: changed,
      posts,
      highest: posts,
      changed,
      late: 0,
    });
  });

  test('of an older product becomes one of this', async () => {
    const old = await place();
    await remake(old.databaseUrl, async (client) => {
      await applyMigrations(client, listMigrations().slice(0, 6));
      await client.query(`insert into members (id, name, email, state) values ($1, $2, $3, 'active')`, [
        cast.grace.id,
        cast.grace.name,
        cast.grace.email,
      ]);
    });
    const there = await place();
    await restore(there, await backUp(old, folder));
    const [row] = await ask(
      there.databaseUrl,
      `select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
        (select title from search_docs where kind = 'member') as found, (select count(*)::int from audiences) as audiences`,
    );
    expect(row).toEqual({ migrations: listMigrations().length, found: cast.grace.name, audiences: 1 });
  });
});

describe('contents that go while a backup runs', { timeout: 60_000 }, () => {
  test('are not in it, nor are their rows', async () => {
    const words = 'personne ne me porte';
    const lost = await uploaded(t, t.as('grace'), 'orphelin.txt', words);
    const sha256 = createHash('sha256').update(words).digest('hex');
    let removed = 0;
    const files = await openFileStore(t.services.config.dataDir);
    const open = async (hash: string) => {
      // The hourly removal comes between the snapshot, which knows the row, and the reading of its content.
      if (hash === sha256 && removed === 0) {
        await ask(t.databaseUrl, `update files set created_at = '2026-01-01' where id = $1`, [lost.id]);
        removed = await removeOrphans(t.services, new Date('2026-01-02'));
      }
      return files.open(hash);
    };
    const taken = await backUp(placeOf(t), folder, { files: { ...files, open } });
    expect(removed).toBe(1);
    const there = await place();
    await restore(there, taken);
    expect(await ask(there.databaseUrl, 'select from files where id = $1', [lost.id])).toEqual([]);
    expect(await (await openFileStore(there.dataDir)).open(sha256)).toBe(null);
  });

  test('but are still named are missed, and there is no backup', async () => {
    const elsewhere = { databaseUrl: t.databaseUrl, dataDir: (await place()).dataDir };
    const none = join(folder, 'none.backup');
    await expect(backUp(elsewhere, folder, { path: none })).rejects.toThrow(
      /is missing: is DATA_DIR the folder/,
    );
    expect([existsSync(none), existsSync(`${none}.partial`)]).toEqual([false, false]);
  });
});

test('somebody erased after the backup is gone before a product serves', { timeout: 60_000 }, async () => {
  const reply = await t.guest.post('/api/person/withdraw', { token: world.personToken, kind: 'erasure' });
  expect(reply.statusCode).toBe(204);
  const there = await place();
  await restore(there, path);
  const nameIn = async () =>
    (await ask(there.databaseUrl, 'select person from cards where id = $1', [world.cardId]))[0]?.person;
  expect(await nameIn()).toBe(`Personne ${world.n}`);
  await cp(join(t.services.config.dataDir, 'erasures'), join(there.dataDir, 'erasures'), { recursive: true });
  const product = await openApp(there.databaseUrl, there.dataDir);
  expect(await nameIn()).toBe('');
  await product.close();
});

/** A database of another shape: nothing stays of what was in it. */
async function remake(url: string, make: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('drop schema public cascade; drop schema drizzle cascade; create schema public');
    await make(client);
  } finally {
    await client.end();
  }
}
