import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findLockHolder } from '../../server/data-dir.ts';
import { joinEmbedded, startEmbedded } from '../../server/embedded.ts';
import {
  type DatabaseServer,
  createDatabase,
  makeTemporaryFolder,
  startDatabaseServer,
} from '../database-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pollMs = 50;
const readySecondsMax = 90;
const endSecondsMax = 30;
/** The last that it prints once it serves. */
const readyLine = 'Ctrl+C stops it.';

/** Of all demonstration accounts, unless a test gives another. */
export const demoPassword = 'quatre chevaux verts';

export interface Product {
  url: string;
  dataDir: string;
  /** Of its database, whichever home that has. */
  databaseUrl: () => Promise<string>;
  /** Everything that it printed so far, over all its starts. */
  output: () => string;
  /** Ends it in order and removes what it left. */
  stop: () => Promise<void>;
  /** Asks it to end, keeps its data for a restart, and gives its exit code. */
  end: () => Promise<number | null>;
  /** Ends it as a power cut would, and keeps its data for a restart. */
  kill: () => Promise<void>;
  /** Ends it in order if it runs, and starts it again on the same data and port, with these settings changed. */
  restart: (env?: Record<string, string>) => Promise<void>;
  /** A further start on the same data, which is expected to be refused: its exit code and what it printed. */
  startAgain: (env?: Record<string, string>) => Promise<{ code: number | null; output: string }>;
}

export interface ProductOptions {
  env?: Record<string, string>;
  /** Such as `--empty`. */
  args?: string[];
}

/**
 * Starts the product that ships, with a data folder, a port and a database of its own:
 * the embedded one, or one on the server at TEST_DATABASE_URL.
 */
export async function startProduct({ env = {}, args = [] }: ProductOptions = {}): Promise<Product> {
  const dataDir = await makeTemporaryFolder('journey-');
  const server = await openServer();
  const database = server && (await createDatabase(server.url, `${server.prefix}journey`));
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const settings: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: database?.url ?? '',
    DEMO_PASSWORD: demoPassword,
    PUBLIC_URL: '',
    SMTP_URL: '',
    HOST: '',
    ...env,
  };
  let output = '';
  /** How much of the output belongs to earlier starts. */
  let spoken = 0;
  let child = launch(settings);

  function launch(
    all: NodeJS.ProcessEnv,
    collect = (text: string): void => void (output += text),
  ): ChildProcess {
    const started = spawn(process.execPath, ['server/main.ts', ...args], {
      cwd: root,
      env: all,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk: Buffer) => collect(chunk.toString()));
    }
    return started;
  }

  async function untilReady(): Promise<void> {
    const giveUpAt = Date.now() + readySecondsMax * 1000;
    while (Date.now() < giveUpAt) {
      if (hasEnded(child)) throw new Error(`The product ended instead of serving:\n${output}`);
      if (output.slice(spoken).includes(readyLine)) return;
      await wait(pollMs);
    }
    throw new Error(`The product did not serve within ${readySecondsMax} seconds:\n${output}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (hasEnded(ending)) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    const late = setTimeout(() => ending.kill('SIGKILL'), endSecondsMax * 1000);
    await ended;
    clearTimeout(late);
    if (signal !== 'SIGKILL' && ending.signalCode === 'SIGKILL') {
      throw new Error(`The product did not end within ${endSecondsMax} seconds:\n${output}`);
    }
  }

  async function stop(): Promise<void> {
    await end('SIGTERM');
    if (database === null) await endEmbedded(dataDir);
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }

  try {
    await untilReady();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    dataDir,
    databaseUrl: async () => database?.url ?? (await findEmbedded(dataDir)),
    output: () => output,
    stop,
    end: async () => {
      await end('SIGTERM');
      return child.exitCode;
    },
    kill: () => end('SIGKILL'),
    restart: async (changes = {}) => {
      await end('SIGTERM');
      Object.assign(settings, changes);
      spoken = output.length;
      child = launch(settings);
      await untilReady();
    },
    startAgain: async (changes = {}) => {
      let said = '';
      const second = launch({ ...settings, ...changes }, (text) => (said += text));
      const [code] = (await once(second, 'close')) as [number | null];
      return { code, output: said };
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function openServer(): Promise<DatabaseServer | null> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? startDatabaseServer(url) : null;
}

async function findEmbedded(dataDir: string): Promise<string> {
  const embedded = await joinEmbedded({ dataDir, log: () => undefined });
  return embedded.url;
}

/** What a killed product left running. */
async function endEmbedded(dataDir: string): Promise<void> {
  const isRunning = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').then(
    () => true,
    () => false,
  );
  if (!isRunning || (await findLockHolder(dataDir)) !== null) return;

  await (await startEmbedded({ dataDir, log: () => undefined })).stop();
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
