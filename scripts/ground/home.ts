import type { Config } from '../../server/config.ts';
import { makeDataDir } from '../../server/data-dir.ts';
import { checkDatabase } from '../../server/database-check.ts';
import { joinEmbedded } from '../../server/embedded.ts';

/** The database's address, for a script beside the running product or alone; `stop` at the end. */
export async function openHome(config: Config): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) {
    await checkDatabase(config.databaseUrl);
    return { url: config.databaseUrl, stop: () => Promise.resolve() };
  }
  await makeDataDir(config.dataDir);
  return joinEmbedded({ dataDir: config.dataDir, log: () => undefined });
}
