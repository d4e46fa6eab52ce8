import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { createDatabase, startDatabaseServer } from './database-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where makeDatabase makes its copies. */
    databaseServer: { url: string; prefix: string; template: string };
  }
}

const migrationsJournal = new URL('../migrations/meta/_journal.json', import.meta.url);

/** One PostgreSQL for the whole run, with one migrated database from which each test file gets copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startDatabaseServer(process.env.TEST_DATABASE_URL);
  try {
    const template = `${server.prefix}template`;
    const { url } = await createDatabase(server.url, template);
    await migrateTemplate(url);
    project.provide('databaseServer', { url: server.url, prefix: server.prefix, template });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server.stop;
}

async function migrateTemplate(url: string): Promise<void> {
  if (!existsSync(migrationsJournal)) return;
  const { migrateDatabase } = await import('../server/database.ts');
  await migrateDatabase(url);
}
