import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Statement } from './statement.ts';
import type { Answer, Question } from './statements.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const preload = new URL('./statements.ts', import.meta.url);
const readySecondsMax = 120;
const pollMs = 5;
const complaintMax = 2000;

/** The product that ships, in production mode, with the counter of statements in it. */
export interface Product {
  url: string;
  pid: number;
  /** The statements that this causes; other work of the process may be among them. */
  record: (work: () => Promise<void>) => Promise<Statement[]>;
  /** When the last commit was answered, by the clock of `now`. */
  committedAt: () => Promise<number>;
  stop: () => Promise<void>;
}

/** Milliseconds by a clock that all processes of the machine share. */
export const now = (): number => performance.timeOrigin + performance.now();

/** What the product is started with. */
export interface Home {
  dataDir: string;
  databaseUrl: string | null;
  port: number;
}

const settingsOf = ({ dataDir, databaseUrl, port }: Home): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: '',
  SMTP_URL: '',
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl ?? '',
});

/** Starts the product on its home, and waits until it serves. */
export async function startProduct(home: Home): Promise<Product> {
  const child = spawn(process.execPath, ['--import', preload.href, 'server/main.ts', '--empty'], {
    cwd: root,
    env: settingsOf(home),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const url = `http://127.0.0.1:${home.port}`;
  await untilServing(child, url);
  const ask = async (question: Question): Promise<Answer> => {
    const answered = once(child, 'message');
    child.send(question);
    const [answer] = (await answered) as [Answer];
    return answer;
  };
  return {
    url,
    pid: child.pid ?? 0,
    async record(work) {
      child.send('begin' satisfies Question);
      await work();
      const answer = await ask('end');
      return 'statements' in answer ? answer.statements : [];
    },
    async committedAt() {
      const answer = await ask('committed');
      return 'committedAt' in answer ? answer.committedAt : 0;
    },
    stop: () => end(child),
  };
}

/** Milliseconds from `npm start`'s own script to the first answer, on a folder that is there already. */
export async function timeStart(home: Home): Promise<number> {
  const startedAt = now();
  const child = spawn(process.execPath, ['scripts/start.mjs', '--empty'], {
    cwd: root,
    env: settingsOf(home),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilServing(child, `http://127.0.0.1:${home.port}`);
  const ms = now() - startedAt;
  await end(child);
  return ms;
}

async function untilServing(child: ChildProcess, url: string): Promise<void> {
  // What it complains of is shown only when it does not serve: a request that is refused under load is a figure.
  let complained = '';
  child.stderr?.on(
    'data',
    (chunk: Buffer) => (complained = (complained + chunk.toString()).slice(-complaintMax)),
  );
  const giveUpAt = Date.now() + readySecondsMax * 1000;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`The product ended instead of serving: ${complained}`);
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    await wait(pollMs);
  }
  child.kill();
  throw new Error(`The product did not serve within ${readySecondsMax} seconds: ${complained}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** A port of loopback that nobody uses now. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
