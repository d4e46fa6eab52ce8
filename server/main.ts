import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { settleBeforeAll } from './cards/erase.ts';
import { type Config, ConfigError, processEnvironment, readConfig } from './config.ts';
import { lockDataDir, makeDataDir } from './data-dir.ts';
import { checkDatabase } from './database-check.ts';
import { migrateDatabase } from './database.ts';
import { fillDemonstration, renewDemonstrationPassword, signInHint } from './demonstration.ts';
import { startEmbedded } from './embedded.ts';
import { openLog } from './log.ts';
import { removeOrphansHourly } from './files/actions.ts';
import { firstAdminLink } from './members/actions.ts';
import { hasAccounts } from './members/queries.ts';
import { gatherEveryMinute } from './notifications/gather.ts';
import { type Services, closeServices, openServices } from './services.ts';

/** Long enough for an upload under way, short enough for whoever waits at the terminal or restarts the machine. */
const closeSecondsMax = 15;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What has been opened so far; closed in the reverse order. */
const opened: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | null = null;

/** Closes what is open and ends the process. Called again while it works, it changes nothing. */
function end(code: number): Promise<void> {
  ending ??= (async () => {
    const overdue = setTimeout(() => {
      process.stderr.write(`Not everything closed within ${closeSecondsMax} seconds.\n`);
      process.exit(code || 1);
    }, closeSecondsMax * 1000);
    let failed = false;
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) {
      await close().catch((error: unknown) => {
        failed = true;
        process.stderr.write(`${describe(error)}\n`);
      });
    }
    clearTimeout(overdue);
    process.exit(code || (failed ? 1 : 0));
  })();
  return ending;
}

/** A sentence for what the person at the terminal can mend, the whole story for what is a bug. */
function describe(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Keeps `close` for the end. When the end has begun meanwhile, waits for it instead of going on. */
async function keep(close: () => Promise<unknown>): Promise<void> {
  opened.push(close);
  if (ending === null) return;
  await close();
  await new Promise(() => undefined);
}

async function start(config: Config): Promise<void> {
  await makeDataDir(config.dataDir);
  const databaseUrl = await openHome(config);
  await migrateDatabase(databaseUrl);
  await settleBeforeAll(config, databaseUrl);
  // Warnings only, as the terminal is the reader's.
  const log = openLog(config.mode === 'development' ? 'info' : 'warn');
  const services = await openServices(config, databaseUrl, log);
  await keep(() => closeServices(services));
  await fill(services);
  const app = await buildApp(services, { pages: config.mode === 'development' ? 'vite' : 'built' });
  await keep(() => app.close());
  await keep(removeOrphansHourly(services));
  await keep(gatherEveryMinute(services));
  const hints = await howToSignIn(services);
  await listen(app, config);
  say('');
  say(`Cénacle is ready: ${config.publicUrl}`);
  say(
    `Its data is in ${config.dataDir}${config.databaseUrl === null ? '' : ' and on the server at DATABASE_URL'}.`,
  );
  for (const line of hints) say(line);
  say('Ctrl+C stops it.');
}

/** The database's address. The folder's lock guards the embedded one; a server serves any number of processes. */
async function openHome(config: Config): Promise<string> {
  if (config.databaseUrl !== null) {
    await checkDatabase(config.databaseUrl);
    return config.databaseUrl;
  }
  await keep(await lockDataDir(config.dataDir, config.publicUrl));
  const embedded = await startEmbedded({ dataDir: config.dataDir, log: say, guarded: true });
  await keep(embedded.stop);
  return embedded.url;
}

async function fill(services: Services): Promise<void> {
  if (!(await hasAccounts(services.db))) {
    if (services.config.empty) return;
    say('Filling the empty database with the demonstration…');
    if (await fillDemonstration(services)) return;
  }
  if (services.config.empty) {
    say('There are accounts already, so --empty changes nothing: an empty community needs another DATA_DIR.');
  }
  await renewDemonstrationPassword(services);
}

async function howToSignIn(services: Services): Promise<string[]> {
  if (await hasAccounts(services.db)) return signInHint(services.config);
  const link = await firstAdminLink(services);
  return link === null
    ? []
    : ['Nobody has an account yet. This link makes the first admin, once:', `  ${link}`];
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new ConfigError(`Another program already uses port ${port}: stop it, or choose another PORT.`);
    }
    if (code === 'EACCES') {
      throw new ConfigError(`This user may not use port ${port}: choose a PORT above 1023.`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new ConfigError(`HOST ${host} is not an address of this machine.`);
    }
    throw error;
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending === null) say('Closing…');
    void end(0);
  });
}
// The start script holds the other end: when it was killed, nobody is left to stop this process.
process.on('disconnect', () => void end(0));

try {
  await start(readConfig(processEnvironment, process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  await end(1);
}
