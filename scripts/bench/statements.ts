// Loaded into the product by the bench alone (`node --import`): counts what it asks the database, and keeps the texts
// and parameters on demand, so that the reference runs exactly the same.
import pg from 'pg';
import { statementOf, type Statement } from './statement.ts';

/** What the bench asks. */
export type Question = 'begin' | 'end' | 'committed';
/** What it is told: the statements since `begin`, or when the last commit was answered, in the clock of all processes. */
export type Answer = { statements: Statement[] } | { committedAt: number };

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

let recorded: Statement[] | null = null;
let committedAt = 0;

const client = pg.Client.prototype as unknown as { query: Query };
const send = client.query;
client.query = function (this: pg.Client, ...args: unknown[]) {
  const statement = statementOf(args);
  recorded?.push(statement);
  const answer = send.apply(this, args);
  if (statement.text === 'commit' && answer instanceof Promise)
    answer.then(
      () => (committedAt = performance.timeOrigin + performance.now()),
      () => undefined,
    );
  return answer;
};

process.on('message', (question: Question) => {
  if (question === 'begin') recorded = [];
  if (question === 'end') {
    process.send?.({ statements: recorded ?? [] } satisfies Answer);
    recorded = null;
  }
  if (question === 'committed') process.send?.({ committedAt } satisfies Answer);
});
