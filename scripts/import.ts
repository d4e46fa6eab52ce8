// Loads discussions from elsewhere: `npm run import -- republique-numerique FILE`. Beside the running product or alone.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Config, ConfigError, processEnvironment, readConfig } from '../server/config.ts';
import { migrateDatabase, openDatabase } from '../server/database.ts';
import { openMarkdown } from '../server/markdown/markdown.ts';
import {
  batchesOf,
  type ForeignThread,
  type ImportCounts,
  importThreads,
  ImportRefused,
} from '../server/threads/import.ts';
import { openHome } from './ground/home.ts';
import { count, number, pathFrom, say } from './ground/terminal.ts';
import { BadLine, readRepubliqueNumerique } from './import/republique-numerique.ts';

const formats: Record<string, (content: string) => ForeignThread[]> = {
  'republique-numerique': readRepubliqueNumerique,
};

/** Far more than any text takes: a machine that is busy with other things must not make the import fail. */
const renderSecondsMax = 20;

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (interrupted = true));

try {
  const [format = '', file = '', ...rest] = process.argv.slice(2);
  if (rest.length > 0 || file === '' || !Object.hasOwn(formats, format)) {
    throw new ConfigError(
      `Say what to load and from where: npm run import -- ${Object.keys(formats)[0]} FILE`,
    );
  }
  const threads = await readThreads(format, file);
  await inDatabase(readConfig(processEnvironment, []), threads);
} catch (error) {
  const isExpected = [ConfigError, BadLine, ImportRefused].some((kind) => error instanceof kind);
  process.stderr.write(`${isExpected ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}

/** The whole file is read before anything is written: a bad line leaves nothing half done. */
async function readThreads(format: string, file: string): Promise<ForeignThread[]> {
  const path = pathFrom(file);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`The file ${path} can't be read (${error.code ?? error.message}).`);
  });
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError(`The file ${path} is not UTF-8.`);
  }
  const threads = formats[format]?.(content) ?? [];
  if (threads.length === 0) throw new ConfigError(`The file ${path} holds no thread.`);
  say(`${basename(path)}: ${describe(threads)}.`);
  return threads;
}

function describe(threads: ForeignThread[]): string {
  const posts = threads.flatMap((thread) => thread.posts);
  const authors = new Set(posts.map(({ author }) => author.key));
  return `${count(threads.length, 'thread')} with ${count(posts.length, 'post')} by ${count(authors.size, 'author')}`;
}

async function inDatabase(config: Config, threads: ForeignThread[]): Promise<void> {
  const home = await openHome(config);
  try {
    await migrateDatabase(home.url);
    const { db, pool } = openDatabase(home.url, () => undefined);
    const markdown = openMarkdown({
      publicUrl: config.publicUrl,
      timeLimitMs: renderSecondsMax * 1000,
      workers: 2,
    });
    try {
      await importAll({ db, markdown }, threads);
    } finally {
      await markdown.close();
      await pool.end();
    }
  } finally {
    await home.stop();
  }
}

async function importAll(
  services: Parameters<typeof importThreads>[0],
  threads: ForeignThread[],
): Promise<void> {
  const started = performance.now();
  const total: ImportCounts = { threads: 0, posts: 0, alreadyThere: 0 };
  for (const batch of batchesOf(threads)) {
    if (interrupted) break;
    const came = await importThreads(services, batch);
    total.threads += came.threads;
    total.posts += came.posts;
    total.alreadyThere += came.alreadyThere;
    showProgress(total.threads + total.alreadyThere, threads.length);
  }
  const seconds = Math.ceil((performance.now() - started) / 1000);
  say(`${sumUp(total)} It took ${count(seconds, 'second')}.`);
  if (total.threads + total.alreadyThere === threads.length) return;
  say('Interrupted before the end: run the same command again to go on.');
  process.exitCode = 130;
}

/** On a terminal one line that changes; in a log nothing but the end. */
function showProgress(done: number, all: number): void {
  if (!process.stdout.isTTY) return;
  process.stdout.write(`\r${number.format(done)} of ${count(all, 'thread')}${done === all ? '\n' : ''}`);
}

function sumUp({ threads, posts, alreadyThere }: ImportCounts): string {
  const known = `already there: ${count(alreadyThere, 'thread')}`;
  if (threads === 0) return `Nothing new; ${known}.`;
  const came = `Imported ${count(threads, 'thread')} with ${count(posts, 'post')}`;
  return alreadyThere === 0 ? `${came}.` : `${came}; ${known}.`;
}
