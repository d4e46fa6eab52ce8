import { spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findLockHolder } from './data-dir.ts';
import { type Cluster, type EmbeddedOptions, clusterUser, openCluster } from './embedded-cluster.ts';
import { runProgram } from './embedded-programs.ts';
import { guardServer } from './embedded-guard.ts';
import { findProcess } from './processes.ts';

export type Embedded = { url: string; stop: () => Promise<void> };

const database = 'cenacle';
const startAttemptsMax = 5;
const startPauseMs = 300;
/** After a crash the server first replays its log, which may take a while on a slow disk. */
const readySecondsMax = 120;
const pollMs = 20;
const stopSecondsMax = 30;
const logBytesMax = 5 * 1024 * 1024;

/**
 * Starts PostgreSQL on the data folder, after making the cluster if there is none;
 * takes over the one that a killed product left running there. `guarded`, it is started again whenever it dies.
 * Throws ConfigError with a sentence when the folder can't serve.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = await openCluster(options);
  const adopted = await adoptRunning(cluster);
  const port = adopted ?? (await startServer(cluster));
  await makeDatabase(cluster, port);
  const guard = options.guarded
    ? guardServer({ isAlive: () => isAlive(cluster), start: () => launch(cluster, port), log: cluster.log })
    : null;
  const stop = async (): Promise<void> => {
    await guard?.end();
    await stopServer(cluster);
  };
  return { url: urlOf(cluster, port, database), stop };
}

/**
 * For scripts that work beside the product: joins the running server, or starts one
 * and stops it at the end unless a product has begun to use it meanwhile.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = await openCluster(options);
  const wasRunning = (await adoptRunning(cluster)) !== null;
  const embedded = await startEmbedded(options);
  const stop = async (): Promise<void> => {
    if (wasRunning || (await findLockHolder(options.dataDir)) !== null) return;
    await embedded.stop();
  };
  return { url: embedded.url, stop };
}

type PidFile = { pid: number; port: number; status: string };

async function readPidFile(cluster: Cluster): Promise<PidFile | null> {
  try {
    const lines = (await readFile(join(cluster.dir, 'postmaster.pid'), 'utf8')).split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function isAlive(cluster: Cluster): Promise<boolean> {
  const found = await readPidFile(cluster);
  return found !== null && (await findProcess(found.pid)) !== null;
}

/** The port of the server already running on this folder, or null, with the remains of a dead one cleared. */
async function adoptRunning(cluster: Cluster): Promise<number | null> {
  const giveUpAt = Date.now() + readySecondsMax * 1000;
  while (Date.now() < giveUpAt) {
    const found = await readPidFile(cluster);
    if (found === null) return null;
    const running = await findProcess(found.pid);
    // PostgreSQL itself would refuse to start as long as any process of this user has the id of its dead one.
    const isOurs = running !== null && (running.command === '' || /postgres/i.test(running.command));
    if (!isOurs) {
      await rm(join(cluster.dir, 'postmaster.pid'), { force: true });
      return null;
    }
    if (found.status === 'ready' && (await answers(cluster, found.port))) {
      cluster.log('Took over the PostgreSQL that was still running.');
      return found.port;
    }
    await wait(pollMs);
  }
  throw new Error(`A PostgreSQL on ${cluster.dir} runs but does not answer; see ${cluster.logFile}.`);
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  try {
    return await withClient(cluster, port, async (client) => {
      const { rows } = await client.query<{ dir: string }>(`select current_setting('data_directory') as dir`);
      const [theirs, ours] = await Promise.all([stat(rows[0]?.dir ?? ''), stat(cluster.dir)]);
      return theirs.ino === ours.ino && theirs.dev === ours.dev;
    });
  } catch {
    return false;
  }
}

/** Several tries: another program may take the free port, and the children of a killed server need a moment to end. */
async function startServer(cluster: Cluster): Promise<number> {
  let problem = '';
  for (let attempt = 0; attempt < startAttemptsMax; attempt++) {
    if (attempt > 0) await wait(startPauseMs * attempt);
    const port = await findFreePort();
    const failure = await launch(cluster, port);
    if (failure === null) return port;
    problem = failure;
  }
  throw new Error(
    `PostgreSQL did not start on ${cluster.dir}: ${problem} The whole story is in ${cluster.logFile}.`,
  );
}

function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}

/** Null once it accepts connections, else what it said last. */
async function launch(cluster: Cluster, port: number): Promise<string | null> {
  await rotateLog(cluster.logFile);
  const log = await open(cluster.logFile, 'a', 0o600);
  // In a session of its own, so that Ctrl+C in the terminal reaches only the product, which then stops it in order.
  const child = spawn(join(cluster.programs, 'postgres'), serverArguments(cluster, port), {
    cwd: cluster.dir,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    windowsHide: true,
    ...(cluster.owner && { uid: cluster.owner.uid, gid: cluster.owner.gid }),
  });
  const ending = { reason: '' };
  child.on('error', (error) => (ending.reason = error.message));
  child.on('exit', (code, signal) => (ending.reason ||= `it ended with ${signal ?? code}`));
  child.unref();
  try {
    const giveUpAt = Date.now() + readySecondsMax * 1000;
    while (Date.now() < giveUpAt) {
      if (ending.reason !== '') return `${await lastComplaint(cluster.logFile)} (${ending.reason})`;
      const found = await readPidFile(cluster);
      if (found?.pid === child.pid && found?.status === 'ready') return null;
      await wait(pollMs);
    }
    child.kill('SIGQUIT');
    return `it was not ready after ${readySecondsMax} seconds.`;
  } finally {
    await log.close();
  }
}

function serverArguments(cluster: Cluster, port: number): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    fsync: cluster.durable ? 'on' : 'off',
    synchronous_commit: cluster.durable ? 'on' : 'off',
    full_page_writes: cluster.durable ? 'on' : 'off',
  };
  return [
    '-D',
    cluster.dir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function rotateLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logBytesMax) await rename(path, `${path}.1`);
}

async function lastComplaint(path: string): Promise<string> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).trim().split('\n').slice(-20);
  return lines.findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? lines.at(-1) ?? '';
}

function urlOf(cluster: Cluster, port: number, name: string): string {
  return `postgres://${clusterUser}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${name}`;
}

async function withClient<T>(
  cluster: Cluster,
  port: number,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 5000,
  });
  // A dropped connection also rejects the query that waits; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function makeDatabase(cluster: Cluster, port: number): Promise<void> {
  await withClient(cluster, port, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  });
}

/** By its own tool, which also works on a server that is not our child, and waits until all is on disk. */
async function stopServer(cluster: Cluster): Promise<void> {
  const stop = (mode: string) =>
    runProgram(cluster, 'pg_ctl', [
      'stop',
      '-s',
      '-w',
      '-D',
      cluster.dir,
      '-m',
      mode,
      '-t',
      String(stopSecondsMax),
    ]);
  if ((await readPidFile(cluster)) === null) return;
  const ended = await stop('fast');
  if (ended.code !== 0 && (await readPidFile(cluster)) !== null) await stop('immediate');
}
