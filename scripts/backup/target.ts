import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { ConfigError } from '../../server/config.ts';
import { listApplied, listTables, quoteTable, tablesLeftOut } from './tables.ts';

/** What a start without a demonstration writes: the row that stands for all members. Links are left out anyway. */
const written: Record<string, string> = { audiences: `kind <> 'all'` };

const leavingTries = 10;
const leavingMs = 150;

/** Throws ConfigError with a sentence when the database is not an empty community, or something works on it. */
export async function refuseUsed(client: pg.Client): Promise<void> {
  if (!(await isLeft(client))) {
    throw new ConfigError('A Cénacle works on this database: stop it first. Nothing was restored.');
  }
  const tables = await listTables(client);
  if (tables.length > 0 && (await listApplied(client)).length === 0) {
    throw new ConfigError("The database holds tables that are not Cénacle's: restore into an empty one.");
  }
  const used = await findUsed(
    client,
    tables.map(({ name }) => name),
  );
  if (used !== null) {
    throw new ConfigError(
      `There is a community already (the table ${used} is not empty): restore into an empty database, or another DATA_DIR.`,
    );
  }
}

/** Whether no product works on the database; one that was just stopped is still seen for a moment. */
async function isLeft(client: pg.Client): Promise<boolean> {
  for (let tries = 0; tries < leavingTries; tries += 1) {
    // Within a transaction it would go on seeing what it saw first.
    await client.query('select pg_stat_clear_snapshot()');
    const { rows } = await client.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and application_name like 'cenacle%'`,
    );
    if (rows.length === 0) return true;
    await wait(leavingMs);
  }
  return false;
}

async function findUsed(client: pg.Client, tables: string[]): Promise<string | null> {
  for (const table of tables) {
    if (tablesLeftOut.includes(table)) continue;
    const { rows } = await client.query(
      `select from ${quoteTable(table)} where ${written[table] ?? 'true'} limit 1`,
    );
    if (rows.length > 0) return table;
  }
  return null;
}

/**
 * Removes the tables of a community in which there is nothing, with their functions, so that those of the backup's
 * version can be made. What extensions brought stays, as does the schema with the rights on it.
 */
export async function clearTables(client: pg.Client): Promise<void> {
  for (const { name } of await listTables(client))
    await client.query(`drop table ${quoteTable(name)} cascade`);
  const { rows } = await client.query<{ name: string }>(`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`);
  // Some go with others.
  for (const { name } of rows) await client.query(`drop routine if exists ${name} cascade`);
  await client.query('drop table if exists drizzle.__drizzle_migrations');
}
