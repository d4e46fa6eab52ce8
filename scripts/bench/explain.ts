import pg from 'pg';
import { planning } from '../../server/database.ts';
import type { Statement } from './statement.ts';

/** How many rows a statement of a case looked at for those that it gave. */
export interface Scanned {
  case: string;
  statement: string;
  scanned: number;
  returned: number;
  /** Whether it counts, and may look at more than it gives. */
  counts: boolean;
  workers: number;
}

interface Node {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Workers Launched'?: number;
  Plans?: Node[];
}

/** Explains every read of these cases with its parameters, as it was sent. */
export async function explainReads(
  databaseUrl: string,
  cases: ReadonlyMap<string, readonly Statement[]>,
): Promise<Scanned[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: planning });
  await client.connect();
  const found: Scanned[] = [];
  try {
    for (const [name, statements] of cases) {
      for (const { text, values } of statements) {
        if (!/^\s*(select|with)\b/i.test(text)) continue;
        const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
          `explain (analyze, format json) ${text}`,
          values,
        );
        const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
        if (!plan) continue;
        const given = await client.query<unknown[]>({ text, values, rowMode: 'array' });
        found.push({
          case: name,
          statement: text.replace(/\s+/g, ' ').trim(),
          scanned: scannedBy(plan),
          returned: given.rows.reduce((sum, row) => sum + rowsIn(row), 0),
          counts: /\bcount\(/i.test(text),
          workers: workersOf(plan),
        });
      }
    }
  } finally {
    await client.end();
  }
  return found;
}

/** A row stands for one, or for those of the selects that were sent together as its columns of rows. */
const rowsIn = (row: unknown[]): number =>
  row.every((cell) => Array.isArray(cell) && cell.every(Array.isArray))
    ? row.reduce<number>((sum, cell) => sum + (cell as unknown[]).length, 0)
    : 1;

/** A table of so few rows is read as a whole, whatever indexes it has. */
const smallTableMax = 200;

function scannedBy(node: Node): number {
  const below = (node.Plans ?? []).reduce((sum, plan) => sum + scannedBy(plan), 0);
  const type = node['Node Type'];
  // What a bitmap's index finds is read, and counted, by its heap scan; sub-selects and CTEs read no table themselves.
  const readsTable =
    type.endsWith('Scan') && !/^(Bitmap Index|Subquery|CTE|Function|Values|WorkTable) Scan$/.test(type);
  if (!readsTable) return below;
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  if (type === 'Seq Scan' && node['Actual Rows'] + removed <= smallTableMax && node['Actual Loops'] === 1)
    return below;
  return below + (node['Actual Rows'] + removed) * node['Actual Loops'];
}

const workersOf = (node: Node): number =>
  (node['Workers Launched'] ?? 0) + (node.Plans ?? []).reduce((sum, plan) => sum + workersOf(plan), 0);
