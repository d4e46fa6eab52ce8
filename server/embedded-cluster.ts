import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config.ts';
import {
  type Owner,
  chooseOwner,
  firstUnreachable,
  preparePrograms,
  runProgram,
} from './embedded-programs.ts';

export type EmbeddedOptions = {
  dataDir: string;
  log: (line: string) => void;
  /** False only for throwaway databases: what was committed may be lost in a crash. Default true. */
  durable?: boolean;
  /** True for the product, which starts it again when it dies. Default false: scripts only join. */
  guarded?: boolean;
};

/** Who owns all databases of the embedded server. */
export const clusterUser = 'cenacle';

/** The folder of an embedded PostgreSQL, and what is needed to run it. */
export type Cluster = {
  dir: string;
  logFile: string;
  programs: string;
  owner: Owner | null;
  password: string;
  durable: boolean;
  log: (line: string) => void;
};

/** Finds the cluster of the data folder, or makes it. Throws ConfigError with a sentence when the folder can't serve. */
export async function openCluster({ dataDir, log, durable = true }: EmbeddedOptions): Promise<Cluster> {
  const dir = join(dataDir, 'postgres');
  const owner = await chooseOwner(dir);
  const blocked = owner && (await firstUnreachable(dataDir, owner));
  if (blocked) {
    throw new ConfigError(
      `PostgreSQL does not run as root, and the user ${owner.name} under which it runs instead can't pass through ${blocked}: set DATA_DIR to a folder that others may pass through (chmod o+x), such as one in /var/lib.`,
    );
  }
  const programs = await preparePrograms(owner, log);
  const exists = await isCluster(dir);
  const password = await readPassword(dataDir, exists);
  const logFile = join(dataDir, 'postgres.log');
  const cluster: Cluster = { dir, logFile, programs, owner, password, durable, log };
  if (!exists) await makeCluster(cluster);
  return cluster;
}

async function isCluster(dir: string): Promise<boolean> {
  try {
    await stat(join(dir, 'PG_VERSION'));
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return false;
    throw new ConfigError(
      `The database in ${dir} can't be read (${code}): it belongs to another user. Start as that user, or set DATA_DIR.`,
    );
  }
}

async function readPassword(dataDir: string, clusterExists: boolean): Promise<string> {
  const path = join(dataDir, 'postgres-password');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (clusterExists || code !== 'ENOENT') {
      throw new ConfigError(`The file ${path} can't be read (${code}), but the database beside it needs it.`);
    }
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its place and then renamed, so that a killed initdb never leaves half a cluster. */
async function makeCluster(cluster: Cluster): Promise<void> {
  const draft = `${cluster.dir}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = `${cluster.dir}.password`;
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  if (cluster.owner) {
    await chown(draft, cluster.owner.uid, cluster.owner.gid);
    await chown(passwordFile, cluster.owner.uid, cluster.owner.gid);
  }
  cluster.log('Making the database…');
  // With the locale C, pg_trgm takes accented letters for spaces: C only where nothing better exists.
  const locales = process.platform === 'win32' ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'C'];
  let problem = '';
  try {
    for (const locale of locales) {
      const ended = await runProgram(cluster, 'initdb', [
        `--pgdata=${draft}`,
        `--username=${clusterUser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        `--locale=${locale}`,
        '--lc-messages=C',
        ...(cluster.durable ? [] : ['--no-sync']),
      ]);
      if (ended.code === 0) {
        await rename(draft, cluster.dir);
        return;
      }
      problem = ended.output;
    }
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
  throw new Error(`PostgreSQL could not make its data folder ${cluster.dir}: ${problem.trim()}`);
}
