// Fills an empty community from a backup: `npm run restore -- FILE`. No product may run on it meanwhile.
import { settleBeforeAll } from '../server/cards/erase.ts';
import { type Config, ConfigError, processEnvironment, readConfig } from '../server/config.ts';
import { lockDataDir, makeDataDir } from '../server/data-dir.ts';
import { checkDatabase } from '../server/database-check.ts';
import { startEmbedded } from '../server/embedded.ts';
import { openFileStore } from '../server/files/store.ts';
import { describeCounts } from './backup/counts.ts';
import { openBackup, restoreBackup } from './backup/restore.ts';
import { complain, count, interruption, pathFrom, say, showProgress } from './ground/terminal.ts';

const signal = interruption();

try {
  const [file = '', ...rest] = process.argv.slice(2);
  if (rest.length > 0 || file === '' || file.startsWith('--'))
    throw new ConfigError('Say from which file: npm run restore -- FILE');
  await restore(readConfig(processEnvironment, []), pathFrom(file));
} catch (error) {
  complain(error, signal);
}

async function restore(config: Config, path: string): Promise<void> {
  // Before a data folder or a database is made for nothing.
  await (await openBackup(path)).close();
  await makeDataDir(config.dataDir);
  const unlock = await lockDataDir(config.dataDir, 'npm run restore');
  try {
    const home = await openOwnHome(config);
    try {
      await restoreInto(config, home.url, path);
    } finally {
      await home.stop();
    }
  } finally {
    await unlock();
  }
}

/** Unlike a script beside the product, this one holds the folder's lock: the server is its own to stop. */
async function openOwnHome({ databaseUrl, dataDir }: Config): ReturnType<typeof startEmbedded> {
  if (databaseUrl === null) return startEmbedded({ dataDir, log: () => undefined });
  await checkDatabase(databaseUrl);
  return { url: databaseUrl, stop: () => Promise.resolve() };
}

async function restoreInto(config: Config, databaseUrl: string, path: string): Promise<void> {
  const counts = await restoreBackup({
    databaseUrl,
    files: await openFileStore(config.dataDir),
    path,
    signal,
    onProgress: (soFar) => showProgress(`Restoring: ${describeCounts(soFar)}`),
  });
  showProgress('');
  const wiped = await settleBeforeAll(config, databaseUrl);
  say(`Restored ${describeCounts(counts)} from ${path}.`);
  if (wiped > 0) say(`Wiped ${count(wiped, 'card')} of people who were erased since.`);
  say('Everybody signs in again; access tokens are made anew.');
}
