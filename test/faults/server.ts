import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '../../server/embedded.ts';
import { makeTemporaryFolder } from '../database-server.ts';

/** A throwaway PostgreSQL for several products, which comes back by itself when it is killed. */
export interface ThrowawayServer {
  url: string;
  /** Ends it as `pg_ctl restart -m immediate` does: nobody is asked, and the log is replayed. */
  quit: () => Promise<void>;
  stop: () => Promise<void>;
}

/** The process of the PostgreSQL on this data folder. */
export async function postmasterOf(dataDir: string): Promise<number> {
  const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

/** Starts it in a folder of its own. */
export async function startThrowawayServer(): Promise<ThrowawayServer> {
  const dataDir = await makeTemporaryFolder('faults-');
  const embedded = await startEmbedded({ dataDir, log: () => undefined, guarded: true });
  return {
    url: embedded.url,
    quit: async () => void process.kill(await postmasterOf(dataDir), 'SIGQUIT'),
    async stop() {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
