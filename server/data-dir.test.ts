import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../test/database-server.ts';
import { ConfigError } from './config.ts';
import { findLockHolder, lockDataDir, makeDataDir } from './data-dir.ts';
import { findProcess } from './processes.ts';

let folder: string;

beforeEach(async () => {
  folder = await makeTemporaryFolder('lock-');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const lockFile = (): string => join(folder, 'running.json');

test('a second product on the same folder is refused with the process, address and time of the first', async () => {
  const release = await lockDataDir(folder, 'http://localhost:3000');
  const refused = lockDataDir(folder, 'http://localhost:3001', 0);
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(
    new RegExp(`process ${process.pid}, at http://localhost:3000, since \\d{4}-`),
  );
  await release();
  await (
    await lockDataDir(folder, 'http://localhost:3001')
  )();
});

test('of many starts at once exactly one gets the folder, whatever a killed one left', async () => {
  for (let round = 0; round < 30; round += 1) {
    await writeFile(lockFile(), JSON.stringify({ pid: 999_999_999, address: 'x', since: 'x', born: '' }));
    const starts = await Promise.allSettled(
      Array.from({ length: 8 }, () => lockDataDir(folder, 'http://localhost', 0)),
    );
    const taken = starts.filter((start) => start.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['running.json']);
    for (const { value: release } of taken) await release();
  }
});

test('a start that was killed while it removed a stale lock does not stop the next for good', async () => {
  await writeFile(lockFile(), JSON.stringify({ pid: 999_999_999, address: 'x', since: 'x', born: '' }));
  await mkdir(`${lockFile()}.turn`);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(`${lockFile()}.turn`, longAgo, longAgo);
  const release = await lockDataDir(folder, 'http://localhost:3000', 0);
  await release();
});

test('a second product waits a moment for one that closes', async () => {
  const release = await lockDataDir(folder, 'http://localhost:3000');
  const next = lockDataDir(folder, 'http://localhost:3001');
  await release();
  await (
    await next
  )();
});

test('the lock of a killed product is taken over', async () => {
  const killed = spawn(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']);
  await once(killed, 'exit');
  await writeFile(lockFile(), JSON.stringify({ pid: killed.pid, address: 'x', since: 'x', born: 'then' }));
  expect(await findLockHolder(folder)).toBeNull();
  const release = await lockDataDir(folder, 'http://localhost:3000');
  expect(await findLockHolder(folder)).toMatchObject({ pid: process.pid });
  await release();
});

test('a lock whose process id now belongs to another program is taken over', async () => {
  await writeFile(
    lockFile(),
    JSON.stringify({ pid: process.ppid, address: 'x', since: 'x', born: 'before the last restart' }),
  );
  await (
    await lockDataDir(folder, 'http://localhost:3000')
  )();
});

test('a lock cut short by a crash is taken over', async () => {
  await writeFile(lockFile(), '{"pid":');
  await (
    await lockDataDir(folder, 'http://localhost:3000')
  )();
});

test('letting go leaves the lock of a successor alone', async () => {
  const release = await lockDataDir(folder, 'http://localhost:3000');
  const successor = JSON.stringify({ pid: process.pid, address: 'next', since: 'x', born: 'x' });
  await writeFile(lockFile(), successor);
  await release();
  expect(await readFile(lockFile(), 'utf8')).toBe(successor);
});

test('a folder that can not be used is refused with a sentence', async () => {
  const file = join(folder, 'a file');
  await writeFile(file, '');
  await expect(makeDataDir(file)).rejects.toThrow(/data folder .* DATA_DIR/);
  await expect(makeDataDir(join(file, 'below'))).rejects.toThrow(ConfigError);
});

test('a missing folder is made with its parents', async () => {
  const deep = join(folder, 'one', 'two');
  await makeDataDir(deep);
  await makeDataDir(deep);
  expect(await readdir(deep)).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'a folder where none can be made is refused and not tried for ever',
  async () => {
    await expect(makeDataDir('/proc/none/below')).rejects.toThrow(ConfigError);
  },
);

test('a process is known by its birth, and one that ended is not found', async () => {
  const me = await findProcess(process.pid);
  expect(me?.command).toContain('node');
  expect(await findProcess(process.pid)).toEqual(me);
  expect(await findProcess(999_999_999)).toBeNull();
  expect(await findProcess(-1)).toBeNull();
});
