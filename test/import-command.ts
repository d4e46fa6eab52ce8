import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const scripts = new URL('../scripts/', import.meta.url);

export interface Ended {
  code: number;
  said: string;
  complained: string;
}

/** The command as npm runs it, with these settings and no others of ours. */
export function runScript(name: string, args: string[], settings: Record<string, string>): Promise<Ended> {
  const env = { PATH: process.env.PATH, TZ: 'Asia/Tokyo', ...settings };
  return new Promise((done) => {
    const script = fileURLToPath(new URL(`${name}.ts`, scripts));
    execFile(process.execPath, [script, ...args], { env }, (error, said, complained) =>
      done({ code: error ? Number(error.code) : 0, said, complained }),
    );
  });
}

export const runImport = (args: string[], settings: Record<string, string>): Promise<Ended> =>
  runScript('import', args, settings);

/** All rows that a statement gives, from a connection of its own. */
export async function ask(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const tables = [
  'members',
  'threads',
  'voices',
  'voice_members',
  'posts',
  'post_versions',
  'reads',
  'follows',
];
/** How many rows there are in each table that an import may write. */
export const countAll = async (url: string) =>
  (await ask(url, `select ${tables.map((t) => `(select count(*)::int from ${t}) as ${t}`).join(', ')}`))[0];
