// Writes everything into one file, while the product runs: `npm run backup -- FILE`.
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, ConfigError, processEnvironment, readConfig } from '../server/config.ts';
import { openFileStore } from '../server/files/store.ts';
import { describeCounts } from './backup/counts.ts';
import { writeBackup } from './backup/write.ts';
import { openHome } from './ground/home.ts';
import { complain, interruption, pathFrom, say, showProgress } from './ground/terminal.ts';

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const signal = interruption();

try {
  const [file = '', ...rest] = process.argv.slice(2);
  if (rest.length > 0 || file === '' || file.startsWith('--'))
    throw new ConfigError('Say into which file: npm run backup -- FILE');
  await backUp(readConfig(processEnvironment, []), pathFrom(file));
} catch (error) {
  complain(error, signal);
}

async function backUp(config: Config, path: string): Promise<void> {
  await refuseNowhere(config);
  const home = await openHome(config);
  try {
    const counts = await writeBackup({
      databaseUrl: home.url,
      files: await openFileStore(config.dataDir),
      path,
      product: await readVersion(),
      clock: () => new Date(),
      signal,
      onProgress: (soFar) => showProgress(`Backing up: ${describeCounts(soFar)}`),
    });
    showProgress('');
    say(`Backed up ${describeCounts(counts)} into ${path}.`);
    say(`Not in it, to be kept apart: ${join(config.dataDir, 'erasures')}.`);
  } finally {
    await home.stop();
  }
}

/** Where there is no database, joining would make one. */
async function refuseNowhere({ databaseUrl, dataDir }: Config): Promise<void> {
  if (databaseUrl !== null) return;
  await access(join(dataDir, 'postgres')).catch(() => {
    throw new ConfigError(`There is nothing to back up: ${dataDir} holds no database.`);
  });
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(projectDir, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
