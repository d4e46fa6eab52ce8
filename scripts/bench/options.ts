import { parseArgs } from 'node:util';
import type { sizes } from './load.ts';

/** What was asked for on the command line. */
export interface BenchOptions {
  size: keyof typeof sizes;
  db: 'embedded' | 'postgres';
  /** The real debate, which is no part of the project; null for a generated one of its size. */
  data: string | null;
  /** A PostgreSQL server on which a database is made and dropped. */
  url: string | null;
  json: string | null;
  /** How many requests are measured of each case over 16 connections. */
  requests: number;
}

const requestsDefault = 800;
const requestsMax = 10_000;

/** A word that the bench does not know; the message says which. */
export class BadOption extends Error {
  override name = 'BadOption';
}

/** Reads `--size S|M --db embedded|postgres --data FILE --url URL --json FILE --requests N`; throws BadOption. */
export function readOptions(args: string[], serverUrl: string | undefined): BenchOptions {
  let values: Record<'size' | 'db' | 'data' | 'url' | 'json' | 'requests', string | undefined>;
  try {
    const text = { type: 'string' as const };
    const parsed = parseArgs({
      args,
      options: { size: text, db: text, data: text, url: text, json: text, requests: text },
    });
    const { size, db, data, url, json, requests } = parsed.values;
    values = { size, db, data, url, json, requests };
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error));
  }
  const { size = 'S', db = 'embedded', data = null, json = null } = values;
  if (size !== 'S' && size !== 'M') throw new BadOption(`--size is S or M, not ${size}.`);
  if (db !== 'embedded' && db !== 'postgres') throw new BadOption(`--db is embedded or postgres, not ${db}.`);
  const url = values.url ?? serverUrl ?? null;
  if (db === 'postgres' && url === null)
    throw new BadOption('Name the server: --url postgres://… or TEST_DATABASE_URL.');
  const requests = Number(values.requests ?? requestsDefault);
  if (!Number.isInteger(requests) || requests < 1 || requests > requestsMax)
    throw new BadOption(`--requests is a number from 1 to ${requestsMax}.`);
  return { size, db, data, url: db === 'postgres' ? url : null, json, requests };
}
