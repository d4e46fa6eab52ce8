import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded } from '../server/embedded.ts';
import { makeDatabase } from '../test/database.ts';
import { makeTemporaryFolder } from '../test/database-server.ts';
import { countAll, runImport } from '../test/import-command.ts';

const threadOf = (n: number, posts: unknown[]) =>
  JSON.stringify({ id: n, title: `Sujet ${n}`, category: '', subcategory: '', sources: [], posts });
const opener = (id: string) => ({
  id,
  author: 'membre-0001',
  at: '2015-10-01T10:00:00+0200',
  edited: '2015-10-01T10:00:00+0200',
  html: '<p>Bonjour</p>',
  text: 'Bonjour',
});

describe('an import', { timeout: 90_000 }, () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  const file = (name: string) => join(folder, name);
  const write = (name: string, ...lines: string[]) => writeFile(file(name), lines.join('\n'));
  const run = (name: string) =>
    runImport(['republique-numerique', file(name)], { DATABASE_URL: database.url });

  beforeAll(async () => {
    folder = await makeTemporaryFolder('import-');
    database = await makeDatabase();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('stops at a bad line with a sentence that names it, and writes nothing', async () => {
    await write('bad.jsonl', threadOf(1, [opener('a')]), threadOf(2, []));
    const ended = await run('bad.jsonl');
    expect(ended).toMatchObject({ code: 1, said: '' });
    expect(ended.complained).toMatch(/^Line 2 is not a thread of this debate: posts .*\n$/);
    expect(await countAll(database.url)).toMatchObject({ threads: 0, posts: 0, members: 0 });
  });

  test('goes on where a broken one ended', async () => {
    await write('part.jsonl', threadOf(11, [opener('k1')]));
    await write('whole.jsonl', threadOf(11, [opener('k1')]), '', threadOf(12, [opener('k2'), opener('k3')]));
    expect((await run('part.jsonl')).said).toContain('Imported 1 thread with 1 post. ');
    expect((await run('whole.jsonl')).said).toContain(
      'Imported 1 thread with 2 posts; already there: 1 thread.',
    );
    expect(await countAll(database.url)).toMatchObject({ threads: 2, posts: 3, members: 1 });
  });

  test('two at once add nothing twice', async () => {
    const many = Array.from({ length: 30 }, (_, n) => threadOf(100 + n, [opener(`m${n}`)]));
    await write('many.jsonl', ...many);
    const before = await countAll(database.url);
    const ended = await Promise.all([run('many.jsonl'), run('many.jsonl')]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    const after = await countAll(database.url);
    expect(Number(after?.threads) - Number(before?.threads)).toBe(30);
  });

  test('stops with a sentence when it is not told what to load', async () => {
    const bad: [string[], RegExp][] = [
      [['republique-numerique'], /^Say what to load and from where: .*\n$/],
      [['constructor', 'x'], /^Say what to load and from where: .*\n$/],
      [['republique-numerique', 'nowhere.jsonl'], /^The file .*nowhere\.jsonl can't be read \(ENOENT\)\.\n$/],
    ];
    for (const [args, sentence] of bad) {
      const ended = await runImport(args, { DATABASE_URL: database.url });
      expect(ended.code).toBe(1);
      expect(ended.complained).toMatch(sentence);
    }
  });

  test('works alone on the data folder, and beside the product that runs on it', async () => {
    await write('first.jsonl', threadOf(1, [opener('a')]));
    await write('second.jsonl', threadOf(1, [opener('a')]), threadOf(2, [opener('b')]));
    const dataDir = join(folder, 'data');
    const alone = await runImport(['republique-numerique', file('first.jsonl')], { DATA_DIR: dataDir });
    expect(alone).toMatchObject({ code: 0, complained: '' });
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);

    const product = await startEmbedded({ dataDir, log: () => undefined });
    try {
      const beside = await runImport(['republique-numerique', file('second.jsonl')], { DATA_DIR: dataDir });
      expect(beside.said).toContain('Imported 1 thread with 1 post; already there: 1 thread.');
      expect(await countAll(product.url)).toMatchObject({ threads: 2, posts: 2, members: 1 });
    } finally {
      await product.stop();
    }
  });
});
