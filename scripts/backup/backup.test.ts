import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeOrphans } from '../../server/files/actions.ts';
import { settleBeforeAll } from '../../server/cards/erase.ts';
import { applyMigrations, listMigrations, migrateDatabase } from '../../server/database.ts';
import { openFileStore } from '../../server/files/store.ts';
import { makeApp, openApp, type TestApp } from '../../test/app.ts';
import { makeDatabase } from '../../test/database.ts';
import { makeTemporaryFolder } from '../../test/database-server.ts';
import { ask } from '../../test/import-command.ts';
import { castActors, makeWorld, type World } from '../../test/rights/world.ts';
import { uploaded } from '../../test/upload.ts';
import { restoreBackup } from './restore.ts';
import { tablesLeftOut } from './tables.ts';
import { writeBackup } from './write.ts';

const clock = () => new Date('2026-11-25T12:00:00Z');

let t: TestApp;
let world: World;
let folder: string;
let made = 0;
const inFolder = () => join(folder, `${(made += 1)}.backup`);

/** Somewhere to restore into: a database and a data folder of its own, with nothing in them. */
interface Place {
  databaseUrl: string;
  dataDir: string;
}
async function makePlace(): Promise<Place> {
  return { databaseUrl: (await makeDatabase()).url, dataDir: await makeTemporaryFolder('restored-') };
}
const placeOf = ({ databaseUrl, services }: TestApp): Place => ({
  databaseUrl,
  dataDir: services.config.dataDir,
});

async function backUp(place: Place, path = inFolder(), more: { onProgress?: () => void } = {}) {
  const files = await openFileStore(place.dataDir);
  const counts = await writeBackup({
    databaseUrl: place.databaseUrl,
    files,
    path,
    product: '0.1.0',
    clock,
    ...more,
  });
  return { path, counts };
}
const restore = async ({ databaseUrl, dataDir }: Place, path: string) =>
  restoreBackup({ databaseUrl, files: await openFileStore(dataDir), path });

async function listTablesOf(url: string): Promise<string[]> {
  const rows = await ask(
    url,
    `select relname from pg_class where relkind = 'r'
    and relnamespace = 'public'::regnamespace order by relname`,
  );
  return rows.map(({ relname }) => String(relname));
}

/** Every row of every table as text, in an order of its own; and the bytes of every content that a row names. */
async function readAll({ databaseUrl, dataDir }: Place): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  const counted = ['search_terms', 'search_totals', 'search_words'];
  for (const table of await listTablesOf(databaseUrl)) {
    // Counted at the start of a product, and when a row was written is of no matter.
    if (counted.includes(table)) continue;
    const rows = await ask(databaseUrl, `select (to_jsonb(t) - 'written_at')::text as row from "${table}" t`);
    all[table] = rows.map(({ row }) => String(row)).sort();
  }
  const files = await openFileStore(dataDir);
  for (const { sha256 } of await ask(databaseUrl, 'select distinct sha256 from files')) {
    const found = await files.open(String(sha256));
    all[`content ${sha256}`] = found ? [(await buffer(found.stream)).toString('base64')] : [];
  }
  all.migrations = (
    await ask(databaseUrl, 'select hash, created_at from drizzle.__drizzle_migrations order by created_at')
  ).map((row) => JSON.stringify(row));
  return all;
}

const access = ['sessions', 'tokens', 'one_time_links'];
const withoutAccess = (all: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !access.includes(name)));
const isEmpty = async (place: Place) =>
  (await ask(place.databaseUrl, 'select (select count(*) from members)::int as n'))[0]?.n === 0;

beforeAll(async () => {
  t = await makeApp();
  await castActors(t);
  world = await makeWorld(t, true);
  await makeMore();
  folder = await makeTemporaryFolder('backups-');
});
afterAll(async () => {
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the world lacks: a finished case, odd texts, two files of one content, large ones, and a moderator's act. */
async function makeMore(): Promise<void> {
  const grace = t.as('grace');
  const everybody = { kind: 'case', title: 'Tabulation\tet \\N', sheet: { looking_for: '«\u2028» \\. 🧵' } };
  const { id } = (await grace.post('/api/threads', everybody)).json();
  const file = await uploaded(t, grace, 'note.txt', 'deux fois la même');
  await uploaded(t, grace, 'autre.txt', 'deux fois la même');
  await uploaded(t, grace, 'long.txt', 'une ligne assez longue\n'.repeat(30_000));
  await grace.post(`/api/threads/${id}/posts`, { body: `Voir [la note](/api/files/${file.id})` });
  await grace.put(`/api/threads/${id}/outcome`, {
    decision: 'Pris',
    again: 'yes',
    providers: [world.providerId],
    questions: ['Et la reprise ?'],
  });
  await t.as('linus').post(`/api/posts/${world.postId}/flags`, { reason: 'other' });
  await t.services.pool.query(
    `insert into moderation_acts (id, actor_id, kind, reason, thread_id) values (gen_random_uuid(), $1, 'lock', 'Vu', $2)`,
    ['01900000-0000-7000-8000-000000000002', id],
  );
  await t.services.mailer.settled();
}

describe('a backup', { timeout: 60_000 }, () => {
  test('brings back every row and every file, and takes both ways', async () => {
    const before = await readAll(placeOf(t));
    const filled = Object.entries(before).filter(([, rows]) => rows.length > 0);
    console.log(Object.entries(before).filter(([, rows]) => rows.length === 0).map(([n])=>n).join());
    expect(filled.length).toBeGreaterThan(38);
    const first = await backUp(placeOf(t));
    const there = await makePlace();
    expect(await restore(there, first.path)).toEqual(first.counts);
    const after = await readAll(there);
    expect(withoutAccess(after)).toEqual(withoutAccess(before));
    for (const table of access) expect(after[table]).toEqual([]);

    const back = await makePlace();
    await restore(back, (await backUp(there)).path);
    expect(await readAll(back)).toEqual(after);
  });

  test('leaves the database as migrations make it, with its keys and triggers', async () => {
    const there = await makePlace();
    const describeSchema = (url: string) =>
      ask(
        url,
        `select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as what from pg_constraint
          where connamespace = 'public'::regnamespace
        union all select tgrelid::regclass::text, tgname, tgenabled::text || pg_get_triggerdef(oid) from pg_trigger
          where not tgisinternal
        union all select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'
        order by 1, 2, 3`,
      );
    const before = await describeSchema(there.databaseUrl);
    await restore(there, (await backUp(placeOf(t))).path);
    expect(await describeSchema(there.databaseUrl)).toEqual(before);
    await migrateDatabase(there.databaseUrl);
    await expect(ask(there.databaseUrl, 'delete from moderation_acts')).rejects.toThrow(/only added to/);
  });

  test('carries every table but those left out by name, and there is no sequence to carry', async () => {
    const there = await makePlace();
    const { path } = await backUp(placeOf(t));
    await restore(there, path);
    const tables = await listTablesOf(t.databaseUrl);
    expect(tablesLeftOut.filter((name) => !tables.includes(name))).toEqual([]);
    expect(await ask(t.databaseUrl, `select * from pg_sequences where schemaname = 'public'`)).toEqual([]);
  });

  test('is served by a product, in which people sign in anew', async () => {
    const there = await makePlace();
    await restore(there, (await backUp(placeOf(t))).path);
    const restored = await openApp(there.databaseUrl, there.dataDir, {});
    const found = await restored.as('grace').get(`/api/threads/${world.threadId}`);
    expect(found.json()).toMatchObject({ title: `Cas ${world.n}` });
    const file = await restored.as('linus').get(`/api/files/${world.fileId}/a.txt`);
    expect(file.body).toBe(`fichier ${world.n}`);
    await restored.close();
  });

  test('holds no password of the database and no erasure, and is nobody else’s to read', async () => {
    const { path } = await backUp(placeOf(t));
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o077).toBe(0);
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  test('never overwrites a file', async () => {
    const path = inFolder();
    await writeFile(path, 'mine');
    await expect(backUp(placeOf(t), path)).rejects.toThrow(/is there already/);
    expect(await readFile(path, 'utf8')).toBe('mine');
    await rm(path);
    await writeFile(`${path}.partial`, 'theirs');
    await expect(backUp(placeOf(t), path)).rejects.toThrow(/another backup is writing it/);
    expect(await readFile(`${path}.partial`, 'utf8')).toBe('theirs');
  });

  test('knows one moment, while writers write', async () => {
    const thread = { kind: 'discussion', title: 'On écrit', body: 'Tout le temps' };
    const { id } = (await t.as('grace').post('/api/threads', thread)).json();
    let writing = true;
    const write = async (): Promise<void> => {
      for (let n = 0; writing; n++)
        await t.as('linus').post(`/api/threads/${id}/posts`, { body: `Ligne ${n}` });
    };
    const writers = [write(), write()];
    const { path } = await backUp(placeOf(t));
    writing = false;
    await Promise.all(writers);
    const there = await makePlace();
    await restore(there, path);
    const [row] = await ask(
      there.databaseUrl,
      `select t.reply_count, t.last_position,
        (select count(*)::int from posts where thread_id = t.id) as posts,
        (select max(position) from posts where thread_id = t.id) as highest,
        (select max(change_seq) from posts where thread_id = t.id) = t.change_seq as complete
      from threads t where id = $1`,
      [id],
    );
    const posts = Number(row?.posts);
    expect(row).toEqual({
      reply_count: posts - 1,
      last_position: posts,
      posts,
      highest: posts,
      complete: true,
    });
  });
});

describe('contents that go while a backup runs', { timeout: 60_000 }, () => {
  test('are not in it, nor their rows', async () => {
    const lost = await uploaded(t, t.as('grace'), 'orphelin.txt', 'personne ne me porte');
    const sha256 = createHash('sha256').update('personne ne me porte').digest('hex');
    let removed = false;
    const files = await openFileStore(t.services.config.dataDir);
    const path = inFolder();
    await writeBackup({
      ...placeOf(t),
      path,
      product: '0.1.0',
      clock,
      files: {
        ...files,
        // The hourly removal comes between the snapshot, which knows the row, and the reading of its content.
        async open(hash) {
          if (hash === sha256 && !removed) {
            removed = true;
            await t.services.pool.query('update files set created_at = $2 where id = $1', [
              lost.id,
              '2026-01-01',
            ]);
            expect(await removeOrphans(t.services, new Date('2026-01-02'))).toBe(1);
          }
          return files.open(hash);
        },
      },
    });
    expect(removed).toBe(true);
    const there = await makePlace();
    await restore(there, path);
    expect(await ask(there.databaseUrl, 'select from files where id = $1', [lost.id])).toEqual([]);
    expect(await (await openFileStore(there.dataDir)).open(sha256)).toBe(null);
  });

  test('but are still named are missed, and there is no backup', async () => {
    const elsewhere = { databaseUrl: t.databaseUrl, dataDir: await makeTemporaryFolder('elsewhere-') };
    const path = inFolder();
    await expect(backUp(elsewhere, path)).rejects.toThrow(/is missing: is DATA_DIR the folder/);
    expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false]);
  });
});

describe('a restore refuses', { timeout: 60_000 }, () => {
  let path: string;
  beforeAll(async () => {
    ({ path } = await backUp(placeOf(t)));
  });

  test('a file that is cut off or damaged, wherever, and leaves the target empty', async () => {
    const whole = await readFile(path);
    const there = await makePlace();
    for (const bytes of [17, 40, whole.length >> 1, whole.length - 1]) {
      const cut = inFolder();
      await writeFile(cut, whole.subarray(0, bytes));
      await expect(restore(there, cut)).rejects.toThrow(/is damaged or cut off/);
    }
    for (const at of [20, whole.length >> 1, whole.length - 1]) {
      const damaged = inFolder();
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await writeFile(damaged, changed);
      await expect(restore(there, damaged)).rejects.toThrow(/is damaged or cut off/);
    }
    expect(await isEmpty(there)).toBe(true);
  });

  test('what is no backup, and one of a format to come', async () => {
    const there = await makePlace();
    const other = inFolder();
    await writeFile(other, 'something else');
    await expect(restore(there, other)).rejects.toThrow(/is not a backup of Cénacle/);
    await writeFile(other, 'Cenacle backup 2\n');
    await expect(restore(there, other)).rejects.toThrow(/was made by a newer Cénacle/);
    await expect(restore(there, `${other}.nowhere`)).rejects.toThrow(/can't be read \(ENOENT\)/);
  });

  test('a backup whose migrations it does not know', async () => {
    const newer = await makePlace();
    await restore(newer, path);
    await ask(
      newer.databaseUrl,
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9999999999999)`,
    );
    const there = await makePlace();
    await expect(restore(there, (await backUp(newer)).path)).rejects.toThrow(
      /made by a newer Cénacle \(0\.1\.0\)/,
    );
    expect(await isEmpty(there)).toBe(true);
  });

  test('a target with anything in it', async () => {
    const there = await makePlace();
    await restore(there, path);
    const before = await readAll(there);
    await expect(restore(there, path)).rejects.toThrow(/There is a community already/);
    expect(await readAll(there)).toEqual(before);

    const foreign = await makePlace();
    await ask(foreign.databaseUrl, 'drop table drizzle.__drizzle_migrations');
    await expect(restore(foreign, path)).rejects.toThrow(/not Cénacle's/);
  });

  test('a database on which a product works', async () => {
    const there = await makePlace();
    const product = await openApp(there.databaseUrl, there.dataDir, {});
    await expect(restore(there, path)).rejects.toThrow(/A Cénacle works on this database/);
    await product.close();
    await restore(there, path);
  });

  test('rows that name none, and leaves neither rows nor files', async () => {
    const broken = await makePlace();
    await restore(broken, path);
    await ask(broken.databaseUrl, 'alter table follows drop constraint follows_thread_id_threads_id_fk');
    await ask(
      broken.databaseUrl,
      `insert into follows (member_id, thread_id) select id, gen_random_uuid() from members limit 1`,
    );
    const there = await makePlace();
    await expect(restore(there, (await backUp(broken)).path)).rejects.toThrow(/foreign key/);
    expect(await isEmpty(there)).toBe(true);
    const [file] = await ask(t.databaseUrl, 'select sha256 from files limit 1');
    expect(await (await openFileStore(there.dataDir)).open(String(file?.sha256))).toBe(null);
  });
});

test('a backup of an older product becomes one of this', { timeout: 60_000 }, async () => {
  const old = await makePlace();
  await onClient(old.databaseUrl, async (client) => {
    await client.query('drop schema public cascade; drop schema drizzle cascade; create schema public');
    await applyMigrations(client, listMigrations().slice(0, 6));
    await client.query(
      `insert into members (id, name, email, state) values (gen_random_uuid(), 'Grace', 'g@example.test', 'active')`,
    );
  });
  const there = await makePlace();
  await restore(there, (await backUp(old)).path);
  const [row] = await ask(
    there.databaseUrl,
    `select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
      (select title from search_docs where kind = 'member') as found, (select count(*)::int from audiences) as audiences`,
  );
  expect(row).toEqual({ migrations: listMigrations().length, found: 'Grace', audiences: 1 });
});

async function onClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await use(client).finally(() => client.end());
}

test('somebody erased after the backup is gone before a product serves', { timeout: 60_000 }, async () => {
  const { path } = await backUp(placeOf(t));
  const asked = await t.guest.post('/api/person/withdraw', { token: world.personToken, kind: 'erasure' });
  expect(asked.statusCode).toBeLessThan(300);
  const there = await makePlace();
  await restore(there, path);
  const namesIn = async () =>
    (await ask(there.databaseUrl, 'select person from cards where id = $1', [world.cardId]))[0]?.person;
  expect(await namesIn()).toBe(`Personne ${world.n}`);

  const ledger = (dataDir: string) => join(dataDir, 'erasures');
  await cp(ledger(t.services.config.dataDir), ledger(there.dataDir), { recursive: true });
  const again = await makePlace();
  await restore(again, path);
  await cp(ledger(t.services.config.dataDir), ledger(again.dataDir), { recursive: true });

  const config = { ...t.services.config, dataDir: there.dataDir };
  expect(await settleBeforeAll(config, there.databaseUrl)).toBe(1);
  expect(await namesIn()).toBe('');

  const product = await openApp(again.databaseUrl, again.dataDir, {});
  expect((await product.as('grace').get(`/api/cards/${world.cardId}`)).statusCode).toBe(404);
  await product.close();
});
