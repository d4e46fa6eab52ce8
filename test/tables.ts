/** A pool or a connection of `pg`. */
interface Asked {
  query(text: string): Promise<{ rows: Record<string, unknown>[] }>;
}

/** The names of all tables of the product, in order, but of the one that each call changes. */
export async function listTables(db: Asked): Promise<string[]> {
  const { rows } = await db.query(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname <> 'rate_counts' order by relname`,
  );
  return rows.map(({ name }) => String(name));
}

/** For each table one number of all its rows, whatever their order: a write changes it. In one statement. */
export async function sumsOf(db: Asked, tables: string[]): Promise<Record<string, string>> {
  const sums = tables.map(
    (name) =>
      `select '${name}' as name, coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) as sum from "${name}" r`,
  );
  const { rows } = await db.query(sums.join(' union all '));
  return Object.fromEntries(rows.map(({ name, sum }) => [String(name), String(sum)]));
}
