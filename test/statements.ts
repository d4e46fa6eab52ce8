import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { statementOf, type Statement } from '../scripts/bench/statement.ts';

const counting = new AsyncLocalStorage<Statement[]>();
const send = pg.Client.prototype.query;

/**
 * Gives what `work` gives, and the statements that it sends to PostgreSQL, `begin` and `commit` among them: as texts, and
 * as they were sent. What the process sends meanwhile on its own account (the rounds of mail, the listener) is left out.
 */
export async function countStatements<T>(
  work: () => Promise<T>,
): Promise<{ value: T; statements: string[]; sent: Statement[] }> {
  const sent: Statement[] = [];
  pg.Client.prototype.query = function count(this: pg.Client, ...args: unknown[]) {
    counting.getStore()?.push(statementOf(args));
    return (send as (...given: unknown[]) => unknown).apply(this, args);
  } as typeof send;
  try {
    const value = await counting.run(sent, work);
    return { value, statements: sent.map(({ text }) => text), sent };
  } finally {
    pg.Client.prototype.query = send;
  }
}
