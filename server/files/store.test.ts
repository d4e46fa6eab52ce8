import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../test/database-server.ts';
import { openFileStore, type FileStore } from './store.ts';

const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

let dataDir: string;
let store: FileStore;

beforeEach(async () => {
  dataDir = await makeTemporaryFolder('store-');
  store = await openFileStore(dataDir);
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('the store of contents', () => {
  test('keeps a content under its SHA-256 and nothing beside it', async () => {
    expect(await store.put(Buffer.from('abc'))).toEqual({ sha256: abc, bytes: 3 });
    expect(await readFile(join(dataDir, 'files', 'ba', abc.slice(2)), 'utf8')).toBe('abc');
    expect(await readdir(join(dataDir, 'files', 'incoming'))).toEqual([]);
  });

  test('takes a stream, and gives the content back', async () => {
    const { sha256 } = await store.put(Readable.from([Buffer.from('a'), Buffer.from('bc')]));
    expect(sha256).toBe(abc);
    const found = await store.open(abc);
    expect(found?.bytes).toBe(3);
    expect(found && (await buffer(found.stream)).toString()).toBe('abc');
  });

  test('keeps the same content once', async () => {
    await Promise.all([store.put(Buffer.from('abc')), store.put(Buffer.from('abc'))]);
    expect(await readdir(join(dataDir, 'files', 'ba'))).toHaveLength(1);
  });

  test('keeps an empty content', async () => {
    const { sha256, bytes } = await store.put(Buffer.alloc(0));
    expect(bytes).toBe(0);
    const found = await store.open(sha256);
    expect(found && (await buffer(found.stream)).length).toBe(0);
  });

  test('has nothing for an unknown hash, and none for what is no hash', async () => {
    expect(await store.open('0'.repeat(64))).toBeNull();
    await expect(store.open('../../etc/passwd')).rejects.toThrow('not a SHA-256');
  });

  test('forgets a content, once or twice', async () => {
    await store.put(Buffer.from('abc'));
    await store.remove(abc);
    await store.remove(abc);
    expect(await store.open(abc)).toBeNull();
  });

  test('leaves nothing of a stream that breaks', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('a');
        throw new Error('the line is cut');
      })(),
    );
    await expect(store.put(broken)).rejects.toThrow('the line is cut');
    expect(await readdir(join(dataDir, 'files', 'incoming'))).toEqual([]);
  });

  test('clears the halves that a dead process left, not those of a living one', async () => {
    const incoming = join(dataDir, 'files', 'incoming');
    await writeFile(join(incoming, 'old'), 'a');
    await writeFile(join(incoming, 'young'), 'a');
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    await utimes(join(incoming, 'old'), twoDaysAgo, twoDaysAgo);
    await openFileStore(dataDir);
    expect(await readdir(incoming)).toEqual(['young']);
  });
});
