import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

const counting = new AsyncLocalStorage<string[]>();
const send = pg.Client.prototype.query;

/**
 * Gives what `work` gives, and the statements that it sends to PostgreSQL, `begin` and `commit` among them. What the
 * process sends meanwhile on its own account (the rounds of mail, the listener) is left out.
 */
export async function countStatements<T>(
  work: () => Promise<T>,
): Promise<{ value: T; statements: string[] }> {
  const statements: string[] = [];
  pg.Client.prototype.query = function count(this: pg.Client, ...args: unknown[]) {
    const [asked] = args;
    counting.getStore()?.push(typeof asked === 'string' ? asked : (asked as { text: string }).text);
    return (send as (...given: unknown[]) => unknown).apply(this, args);
  } as typeof send;
  try {
    return { value: await counting.run(statements, work), statements };
  } finally {
    pg.Client.prototype.query = send;
  }
}
