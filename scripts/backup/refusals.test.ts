import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFileStore } from '../../server/files/store.ts';
import { makeApp, openApp, type TestApp } from '../../test/app.ts';
import { backUp, makePlace, type Place, placeOf, restore } from '../../test/backup.ts';
import { cast } from '../../test/cast.ts';
import { makeTemporaryFolder } from '../../test/database-server.ts';
import { ask } from '../../test/import-command.ts';
import { uploaded } from '../../test/upload.ts';

describe('a restore refuses', { timeout: 60_000 }, () => {
  let t: TestApp;
  let folder: string;
  let path: string;
  let sha256: string;
  /** Refused everything, it stays empty until the last test. */
  let there: Place;

  beforeAll(async () => {
    t = await makeApp();
    await uploaded(t, t.as('grace'), 'note.txt', 'une note');
    sha256 = String((await ask(t.databaseUrl, 'select sha256 from files'))[0]?.sha256);
    folder = await makeTemporaryFolder('backups-');
    path = await backUp(placeOf(t), folder);
    there = await makePlace('refusing-');
  });
  afterAll(async () => {
    await t.close();
    await rm(there.dataDir, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });

  async function refuses(file: string, sentence: RegExp): Promise<void> {
    await expect(restore(there, file)).rejects.toThrow(sentence);
    expect(await ask(there.databaseUrl, 'select from members')).toEqual([]);
    expect(await (await openFileStore(there.dataDir)).open(sha256)).toBe(null);
  }
  async function write(content: string | Buffer): Promise<string> {
    const file = join(folder, 'changed');
    await writeFile(file, content);
    return file;
  }

  test('a file that is cut off, wherever', async () => {
    const whole = await readFile(path);
    for (const bytes of [17, 40, whole.length >> 1, whole.length - 1])
      await refuses(await write(whole.subarray(0, bytes)), /is damaged or cut off/);
  });

  test('a file in which one bit is another, wherever', async () => {
    const whole = await readFile(path);
    for (const at of [17, 40, whole.length >> 1, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await refuses(await write(changed), /is damaged or cut off/);
    }
  });

  test('what is no backup, and one of a format to come', async () => {
    await refuses(await write('something else'), /is not a backup of Cénacle/);
    await refuses(await write(''), /is not a backup of Cénacle/);
    await refuses(await write('Cenacle backup 2\n'), /was made by a newer Cénacle/);
    await refuses(join(folder, 'nowhere'), /can't be read \(ENOENT\)/);
  });

  test('a backup whose migrations it does not know', async () => {
    const book = 'insert into drizzle.__drizzle_migrations (hash, created_at)';
    await ask(t.databaseUrl, `${book} values ('later', 9999999999999)`);
    const newer = await backUp(placeOf(t), folder);
    await ask(t.databaseUrl, `delete from drizzle.__drizzle_migrations where hash = 'later'`);
    await refuses(newer, /was made by a newer Cénacle \(0\.1\.0\)/);
  });

  test('rows that name what is not there', async () => {
    const key = 'alter table follows drop constraint follows_thread_id_threads_id_fk';
    const there = await makePlace('broken-');
    await restore(there, path);
    await ask(there.databaseUrl, key);
    await ask(there.databaseUrl, 'insert into follows (member_id, thread_id) values ($1, $1)', [
      cast.grace.id,
    ]);
    await refuses(await backUp(there, folder), /violates foreign key constraint/);
    await rm(there.dataDir, { recursive: true, force: true });
  });

  test('a database of somebody else', async () => {
    const [book] = await ask(
      there.databaseUrl,
      'select count(*)::int as n from drizzle.__drizzle_migrations',
    );
    expect(book?.n).toBeGreaterThan(0);
    await ask(there.databaseUrl, 'alter table drizzle.__drizzle_migrations rename to kept');
    await refuses(path, /not Cénacle's/);
    await ask(there.databaseUrl, 'alter table drizzle.kept rename to __drizzle_migrations');
  });

  test('a database on which a product works', async () => {
    const product = await openApp(there.databaseUrl, there.dataDir);
    await refuses(path, /A Cénacle works on this database/);
    await product.close();
  });

  test('a community in which there is anything', async () => {
    await restore(there, path);
    await ask(there.databaseUrl, `update members set headline = 'Depuis' where id = $1`, [cast.grace.id]);
    await expect(restore(there, path)).rejects.toThrow(/There is a community already/);
    const [grace] = await ask(there.databaseUrl, 'select headline from members where id = $1', [
      cast.grace.id,
    ]);
    expect(grace).toEqual({ headline: 'Depuis' });
  });
});
