// What the product is compared with, in a process of its own: bare routes, routes that run the same SQL, bare sockets.
import Fastify from 'fastify';
import pg from 'pg';
import { WebSocket, WebSocketServer } from 'ws';
import { planning } from '../../server/database.ts';
import type { Statement } from './statement.ts';

/** What the bench says: first what to serve, later that all sockets are to be sent this text. */
export type Order =
  | { databaseUrl: string; routes: { name: string; body: string; statements: Statement[] | null }[] }
  | { broadcast: string };
/** What it is told: where the routes are, or when the sending began, in the clock of all processes. */
export type Report = { port: number } | { sentAt: number };

const poolSizeMax = 20;

const app = Fastify();
const sockets = new WebSocketServer({ server: app.server });
let pool: pg.Pool | null = null;

const report = (what: Report): void => void process.send?.(what);

async function open(order: Extract<Order, { databaseUrl: string }>): Promise<void> {
  pool = new pg.Pool({
    connectionString: order.databaseUrl,
    max: poolSizeMax,
    application_name: 'cenacle-bench',
    options: planning,
  });
  const { query } = bind(pool);
  for (const { name, body, statements } of order.routes) {
    const content: unknown = JSON.parse(body);
    app.get(`/bare/${name}`, () => content);
    if (statements === null) continue;
    app.get(`/sql/${name}`, async () => {
      const results: unknown[] = [];
      for (const statement of statements) results.push(await query(statement));
      return results;
    });
  }
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  report({ port: address !== null && typeof address === 'object' ? address.port : 0 });
}

const bind = (open: pg.Pool) => ({
  query: async (statement: Statement) => (await open.query<object>({ ...statement })).rows as unknown[],
});

process.on('message', (order: Order) => {
  if ('databaseUrl' in order) return void open(order);
  report({ sentAt: performance.timeOrigin + performance.now() });
  for (const socket of sockets.clients)
    if (socket.readyState === WebSocket.OPEN) socket.send(order.broadcast);
});
process.on('disconnect', () => process.exit(0));
