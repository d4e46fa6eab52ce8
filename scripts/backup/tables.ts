import pg from 'pg';

/** A table, and those of its columns that are written. */
export interface Table {
  name: string;
  columns: string[];
}

/**
 * Whoever signed out, or took a token back, after the backup must not be signed in again by its restore; a link that
 * was used must not work again. All of them are made anew by whoever needs them.
 */
const accessTables = ['sessions', 'tokens', 'one_time_links'];
/** Made from all the rest: after a restore the rows are written anew, and counted before the product serves. */
const searchTables = ['search_docs', 'search_terms', 'search_totals', 'search_words'];
/** Of the moment. */
const countTables = ['rate_counts'];
/** Tables that are in no backup. */
export const tablesLeftOut: readonly string[] = [...accessTables, ...searchTables, ...countTables];

/**
 * Mails that wait are left out: they were sent since, or say a code that no longer works. Not so the notice to a card's
 * person: better told twice than not, and without its mail the card would wait for ever.
 */
const conditions: Record<string, string> = {
  mail_outbox: `sent_at is not null or failed_at is not null or dedupe_key like 'card_notice:%'`,
};

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** The table's name for a statement. */
export const quoteTable = (name: string): string => `public.${quote(name)}`;
const quoteColumns = ({ columns }: Table): string => columns.map(quote).join(', ');

/** Gives the rows of the table that belong in a backup. */
export const copyOut = (table: Table): string =>
  `copy (select ${quoteColumns(table)} from ${quoteTable(table.name)} where ${conditions[table.name] ?? 'true'}) to stdout`;

/** Takes rows of the table in. */
export const copyIn = (table: Table): string =>
  `copy ${quoteTable(table.name)} (${quoteColumns(table)}) from stdin`;

/** What makes one database write a value as any other reads it, and long work allowed whatever the server says. */
async function settle(client: pg.Client): Promise<void> {
  const settings: Record<string, string> = {
    datestyle: 'ISO, YMD',
    intervalstyle: 'postgres',
    timezone: 'UTC',
    extra_float_digits: '1',
    bytea_output: 'hex',
    statement_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
  };
  for (const [name, value] of Object.entries(settings))
    await client.query(`select set_config($1, $2, false)`, [name, value]);
}

/** A connection under this name, settled, for as long as it is used; what was not committed is rolled back with it. */
export async function withClient<T>(
  databaseUrl: string,
  name: string,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: name });
  // A dropped connection also rejects the query that waits; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await settle(client);
    return await use(client);
  } finally {
    await client.end();
  }
}

/** All tables of the product, those left out of backups too; what extensions brought is not ours. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`);
  return rows;
}

/** When each applied migration was made, oldest first; none for a database that was never migrated. */
export async function listApplied(client: pg.Client): Promise<number[]> {
  const { rows: found } = await client.query(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as yes`,
  );
  if (!found[0].yes) return [];
  const { rows } = await client.query<{ at: string }>(
    'select created_at as at from drizzle.__drizzle_migrations order by created_at',
  );
  return rows.map(({ at }) => Number(at));
}
