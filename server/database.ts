import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import * as drizzleUtils from 'drizzle-orm/utils';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { v7 } from 'uuid';
import { planKeeper } from './prepared.ts';

/** The database or a transaction on it; inside a transaction only `tx` may be used. */
export type Db = NodePgDatabase<Record<string, never>>;

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

// Any number does, as long as no other program on the same database takes it.
const migrationLock = 7_241_905;

/** Connections of one process: two cores serve no more at once, and the embedded server allows 100. */
export const poolSizeMax = 20;

/** Connections kept for signing in and for whoever watches the process, so that slow requests can't hold all. */
export const reserveSizeMax = 3;

/**
 * How statements are planned: pages are kept in memory or on disks without moving parts, where a row by its index is as
 * near as the next one; no statement here runs long enough for its compilation to pay; and joins are written in an order
 * that is good, so that trying all orders of nine tables takes several times as long as the rest.
 */
export const planning = '-c random_page_cost=1.1 -c jit=off -c join_collapse_limit=4';

/** A pool on `url`, and drizzle on it. `onError` hears of connections that broke while idle. */
export function openDatabase(
  url: string,
  onError: (error: Error) => void,
  max = poolSizeMax,
): { db: Db; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 20_000,
    application_name: 'cenacle',
    options: planning,
  });
  pool.on('error', onError);
  const keepPlans = planKeeper();
  pool.on('connect', (client) => {
    client.on('error', onError);
    keepPlans(client as pg.Client);
  });
  return { db: drizzle(pool), pool };
}

/** Brings the database at `url` to the newest migration; several processes may try at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await lockMigrations(client);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}

/** All migrations of this product, oldest first; `folderMillis` is when each was made. */
export const listMigrations = (): MigrationMeta[] => readMigrationFiles({ migrationsFolder });

/** Keeps everybody else from migrating the database, starting products too, until the client ends. */
export async function lockMigrations(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
}

/**
 * Applies these migrations within the transaction of the client and books them as drizzle does, whose own way is a
 * transaction for itself and all that there are.
 */
export async function applyMigrations(
  client: pg.Client,
  migrations: readonly MigrationMeta[],
): Promise<void> {
  await client.query('create schema if not exists drizzle');
  await client.query(
    'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  for (const { sql: statements, hash, folderMillis } of migrations) {
    for (const statement of statements) await client.query(statement);
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
}

/** A new id: UUIDv7, so that ids made later sort later, made here since PostgreSQL 15 cannot. */
export const newId = (): string => v7();

/** True when the error is PostgreSQL's refusal of a second row under a unique constraint. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = error instanceof Error && error.cause instanceof pg.DatabaseError ? error.cause : error;
  if (!(cause instanceof pg.DatabaseError) || cause.code !== '23505') return false;
  return constraint === undefined || cause.constraint === constraint;
}

/** A scalar sub-select of one number, so that a row of a list carries its count. */
export const number = (query: SQL) => sql<number>`(${query})`.mapWith(Number);

/** A select that has not been sent. */
interface Select extends PromiseLike<unknown[]>, SQLWrapper {
  readonly _: { readonly selectedFields: unknown };
}

// How drizzle itself reads rows, which its types leave out.
const { orderSelectedFields, mapResultRow } = drizzleUtils as unknown as {
  orderSelectedFields: (selected: unknown) => unknown[];
  mapResultRow: (fields: unknown[], row: unknown[], isJoined: unknown) => unknown;
};

/** A select of such rows, for features that hand theirs to another, which sends it together with its own. */
export type SelectOf<Row> = Select & PromiseLike<Row[]>;

/** The rows of a select as one column of another select, read as they are when it is sent alone. */
export function rowsOf<S extends Select>(select: S): SQL<Awaited<S>> {
  const fields = orderSelectedFields(select._.selectedFields);
  const { joinsNotNullableMap } = select as unknown as { joinsNotNullableMap: unknown };
  const names = sql.raw(fields.map((_, i) => `c${i}`).join(', '));
  return sql`(select coalesce(json_agg(json_build_array(${names})), '[]') from ${select} part (${names}))`.mapWith(
    (rows: unknown[][]) => rows.map((row) => mapResultRow(fields, row, joinsNotNullableMap)) as Awaited<S>,
  );
}

/** Sends several selects in one statement, which sees the database at one moment; gives the rows of each. */
export async function together<Selects extends Record<string, Select>>(
  db: Db,
  selects: Selects,
): Promise<{ [Name in keyof Selects]: Awaited<Selects[Name]> }> {
  const parts = Object.fromEntries(Object.entries(selects).map(([name, select]) => [name, rowsOf(select)]));
  const [row] = await db.select(parts).from(sql`(select) nothing`);
  return row as { [Name in keyof Selects]: Awaited<Selects[Name]> };
}
