import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from './config.ts';
import { findProcess } from './processes.ts';

export type LockHolder = { pid: number; address: string; since: string; born: string };

/** A product that was just told to stop gets this long to close before the next one is refused. */
const patienceMsDefault = 3000;
const pollMs = 100;
const turnMsMax = 10_000;

/** Makes the data folder when it is missing. Throws ConfigError when that is not possible. */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    const probe = join(dataDir, `.probe-${randomUUID()}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new ConfigError(
      `The data folder ${dataDir} can't be used (${sayWhy(error)}): set DATA_DIR to a folder that this user may write to.`,
    );
  }
}

/**
 * With its parents, one by one: Node's own recursive mkdir never returns in /proc.
 * The database of a product run by root works under another user, who must be
 * able to pass through the folders made here, though not to list them.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path || (await exists(dirname(path)))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
  // Not by the mode of mkdir, from which the umask takes away.
  await chmod(path, process.getuid?.() === 0 ? 0o711 : 0o700);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function sayWhy(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'EROFS') return 'it can only be read';
  if (code === 'ENOENT') return 'nothing can be made there';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'it is not a folder';
  return code ?? (error as Error).message;
}

const lockPath = (dataDir: string): string => join(dataDir, 'running.json');

/** Who runs on this folder now, or null. A lock that a killed process left behind counts as none. */
export async function findLockHolder(dataDir: string): Promise<LockHolder | null> {
  const text = await readLock(dataDir);
  return text === null ? null : livingHolder(text);
}

/**
 * Keeps a second product off the same folder; gives the function that lets go.
 * Throws ConfigError with a sentence that names the first.
 */
export async function lockDataDir(
  dataDir: string,
  address: string,
  patienceMs: number = patienceMsDefault,
): Promise<() => Promise<void>> {
  const path = lockPath(dataDir);
  const me = await findProcess(process.pid);
  const holder = { pid: process.pid, address, since: new Date().toISOString(), born: me?.born ?? '' };
  const mine = JSON.stringify(holder satisfies LockHolder);
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  const giveUpAt = Date.now() + patienceMs;
  try {
    // A link appears whole or not at all, and only one of two starters gets it.
    while (!(await linkOnce(draft, path))) {
      const theirs = await readLock(dataDir);
      if (theirs === null) continue;
      const other = await livingHolder(theirs);
      if (other === null) await removeStaleLock(path, theirs);
      else if (Date.now() >= giveUpAt) throw new ConfigError(describeHolder(dataDir, other));
      else await wait(pollMs);
    }
    return () => releaseLock(path, mine);
  } finally {
    await rm(draft, { force: true });
  }
}

function describeHolder(dataDir: string, holder: LockHolder): string {
  return `A Cénacle already runs on ${dataDir}: process ${holder.pid}, at ${holder.address}, since ${holder.since}. Stop it first, or give this one another DATA_DIR and PORT.`;
}

async function linkOnce(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readLock(dataDir: string): Promise<string | null> {
  try {
    return await readFile(lockPath(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function livingHolder(text: string): Promise<LockHolder | null> {
  let holder: LockHolder;
  try {
    holder = JSON.parse(text) as LockHolder;
  } catch {
    return null;
  }
  const running = await findProcess(holder.pid);
  // The same id with another birth is another program, to which the system gave the id again.
  return running !== null && running.born === holder.born ? holder : null;
}

/**
 * Removes the lock that a killed product left, if it is still the one judged stale. Of several starters one at a time
 * may do so: otherwise the second would remove the lock that the first has just taken.
 */
async function removeStaleLock(path: string, stale: string): Promise<void> {
  const turn = `${path}.turn`;
  try {
    await mkdir(turn);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await endAbandonedTurn(turn);
    return wait(pollMs / 10);
  }
  try {
    if ((await readLock(dirname(path))) === stale) await rm(path, { force: true });
  } finally {
    await rm(turn, { recursive: true, force: true });
  }
}

/** A turn takes a moment; whoever has had one for longer was killed in it. */
async function endAbandonedTurn(turn: string): Promise<void> {
  const begun = await stat(turn).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
  if (begun !== null && Date.now() - begun > turnMsMax) await rm(turn, { recursive: true, force: true });
}

async function releaseLock(path: string, mine: string): Promise<void> {
  const held = await readLock(dirname(path));
  if (held === mine) await rm(path, { force: true });
}
