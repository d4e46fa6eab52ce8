import { inject } from 'vitest';
import { type TestDatabase, createDatabase } from './database-server.ts';

let made = 0;

/** A migrated and otherwise empty database of its own; what is not dropped goes at the end of the run. */
export function makeDatabase(): Promise<TestDatabase> {
  const { url, prefix, template } = inject('databaseServer');
  made += 1;
  return createDatabase(url, `${prefix}${process.pid}_${made}`, template);
}
