/** One line of the result, as `--json` writes it. */
export interface ResultRow {
  case: string;
  db: 'embedded' | 'postgres';
  size: 'S' | 'M';
  connections: number;
  p50_ms: number | null;
  p99_ms: number | null;
  rps: number | null;
  /** Processor time of server and database for one request. */
  cpu_ms: number | null;
  /** Statements sent to the database for one request, `begin` and `commit` among them. */
  sql: number | null;
  bytes: number | null;
  /**
   * What it is compared with, in the same unit: for JSON the processor time of the route that runs the same SQL (for a
   * reply of the bare one), for a page that of its JSON, for a notice the time of the bare broadcast.
   */
  reference: number | null;
}

const round = (value: number | null, digits: number): string =>
  value === null ? 'n/a' : value.toFixed(digits);

/** How often the reference goes into the row; null without one. */
export function ratioOf(row: ResultRow): number | null {
  const own = row.case.startsWith('notice') ? row.p50_ms : row.cpu_ms;
  return own === null || row.reference === null || row.reference === 0 ? null : own / row.reference;
}

/** The rows as a Markdown table whose columns stand under each other. */
export function resultTable(rows: readonly ResultRow[]): string {
  const heads = [
    'case',
    'conn.',
    'p50 ms',
    'p99 ms',
    'req/s',
    'CPU ms',
    'reference',
    'ratio',
    'SQL',
    'bytes',
  ];
  const cells = rows.map((row) => [
    row.case,
    String(row.connections),
    round(row.p50_ms, 2),
    round(row.p99_ms, 2),
    round(row.rps, 0),
    round(row.cpu_ms, 2),
    round(row.reference, 2),
    round(ratioOf(row), 2),
    round(row.sql, 0),
    round(row.bytes, 0),
  ]);
  return tableOf(heads, cells);
}

/** A Markdown table; all but the first column are numbers and stand to the right. */
export function tableOf(heads: readonly string[], rows: readonly string[][]): string {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0), 3));
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}
