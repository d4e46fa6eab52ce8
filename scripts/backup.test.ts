import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockDataDir, makeDataDir } from '../server/data-dir.ts';
import { migrateDatabase, openDatabase } from '../server/database.ts';
import { joinEmbedded, startEmbedded } from '../server/embedded.ts';
import { openFileStore } from '../server/files/store.ts';
import { type Place, readAll } from '../test/backup.ts';
import { cast, castAll } from '../test/cast.ts';
import { makeDatabase } from '../test/database.ts';
import { makeTemporaryFolder } from '../test/database-server.ts';
import { ask, type Ended, runScript } from '../test/import-command.ts';

const cardId = '01900000-0000-7000-8000-0000000000c1';

describe('npm run backup and npm run restore', { timeout: 60_000 }, () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const backup = (settings: Record<string, string>, ...args: string[]) => runScript('backup', args, settings);
  const restore = (settings: Record<string, string>, ...args: string[]) =>
    runScript('restore', args, settings);
  const isRunning = (dataDir: string) => existsSync(join(dataDir, 'postgres', 'postmaster.pid'));

  beforeAll(async () => {
    folder = await makeTemporaryFolder('commands-');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The cast, a card and a file of theirs. */
  async function fill({ databaseUrl, dataDir }: Place): Promise<void> {
    await migrateDatabase(databaseUrl);
    const { db, pool } = openDatabase(databaseUrl, () => undefined);
    await castAll({ db });
    await pool.end();
    const { sha256 } = await (await openFileStore(dataDir)).put(Buffer.from('une note'));
    await ask(
      databaseUrl,
      `insert into files (id, sha256, name, type, kind, bytes, uploader_id) values ($1, $2, 'n', 't', 'document', 8, $1)`,
      [cast.grace.id, sha256],
    );
    await ask(
      databaseUrl,
      `insert into cards (id, owner_id, audience_id, person, for_what, stance, person_state)
        select $1, $2, id, 'Personne', 'Relier', 'deploys', 'told' from audiences`,
      [cardId, cast.grace.id],
    );
  }

  async function readEmbedded(dataDir: string): Promise<Record<string, string[]>> {
    const { url, stop } = await joinEmbedded({ dataDir, log: () => undefined });
    return readAll({ databaseUrl: url, dataDir }).finally(stop);
  }

  const worked = (ended: Ended) => expect(ended).toMatchObject({ code: 0, complained: '' });

  test('carry a community from the embedded database to a server and back, beside the product and alone', async () => {
    const [first, second, third] = [at('first'), at('second'), at('third')];
    await makeDataDir(first);
    const product = await startEmbedded({ dataDir: first, log: () => undefined });
    await fill({ databaseUrl: product.url, dataDir: first });
    const before = await readAll({ databaseUrl: product.url, dataDir: first });
    const beside = await backup({ DATA_DIR: first }, at('beside.backup'));
    worked(beside);
    expect(beside.said).toMatch(/^Backed up \d+ rows and 1 file \(8 bytes\) into .*beside\.backup\.\n/);
    expect(isRunning(first)).toBe(true);
    await product.stop();
    worked(await backup({ DATA_DIR: first }, at('alone.backup')));
    expect(isRunning(first)).toBe(false);

    const { url } = await makeDatabase();
    const server = { DATABASE_URL: url, DATA_DIR: second };
    const restored = await restore(server, at('alone.backup'));
    worked(restored);
    expect(restored.said).toMatch(/^Restored \d+ rows and 1 file \(8 bytes\) from .*alone\.backup\.\n/);
    expect(await readAll({ databaseUrl: url, dataDir: second })).toEqual(before);

    worked(await backup(server, at('server.backup')));
    // What the folder's ledger names is wiped before anybody is served.
    await makeDataDir(third);
    await mkdir(join(third, 'erasures'));
    const line = { at: '2026-11-25T12:00:00Z', kind: 'erasure', card_id: cardId, fingerprints: [] };
    await writeFile(join(third, 'erasures', 'ledger.jsonl'), `\n${JSON.stringify(line)}\n`);
    const back = await restore({ DATA_DIR: third }, at('server.backup'));
    worked(back);
    expect(back.said).toContain('Wiped 1 card of people who were erased since.');
    expect(isRunning(third)).toBe(false);
    const after = await readEmbedded(third);
    expect(after.cards?.join()).toContain('"person": ""');
    expect({ ...after, cards: [], search_docs: [] }).toEqual({ ...before, cards: [], search_docs: [] });

    const unlock = await lockDataDir(third, 'http://localhost:3000');
    const refused = await restore({ DATA_DIR: third }, at('server.backup'));
    expect(refused).toMatchObject({ code: 1, said: '' });
    expect(refused.complained).toMatch(/^A Cénacle already runs on .*: process \d+/);
    await unlock();
  });

  test('stop with a sentence when they are told wrong, and make nothing', async () => {
    await writeFile(at('other'), 'something else');
    const nowhere = { DATA_DIR: at('nowhere') };
    const bad: [Promise<Ended>, RegExp][] = [
      [backup(nowhere), /^Say into which file: npm run backup -- FILE\n$/],
      [backup(nowhere, at('a')), /^There is nothing to back up: .*nowhere holds no database\.\n$/],
      [restore(nowhere, '--force'), /^Say from which file: npm run restore -- FILE\n$/],
      [restore(nowhere, at('missing')), /^The backup .*missing can't be read \(ENOENT\)\.\n$/],
      [restore(nowhere, folder), /^.* is a folder, not a backup of Cénacle\.\n$/],
      [restore(nowhere, at('other')), /^.*other is not a backup of Cénacle\.\n$/],
    ];
    for (const [ending, sentence] of bad) {
      const ended = await ending;
      expect(ended).toMatchObject({ code: 1, said: '' });
      expect(ended.complained).toMatch(sentence);
    }
    expect(existsSync(at('nowhere'))).toBe(false);
  });
});
