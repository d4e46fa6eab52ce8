import { readdirSync, readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';

const migrations = new URL('../migrations/', import.meta.url);

test('the migrations make exactly the tables that the schemas describe', async () => {
  const schemas = readdirSync(new URL('.', import.meta.url), { recursive: true }).filter((path) =>
    /^[^/]+[/](?:[^/]+-)?schema\.ts$/.test(String(path)),
  );
  const tables = Object.assign(
    {},
    ...(await Promise.all(schemas.map((path) => import(new URL(String(path), import.meta.url).href)))),
  ) as Record<string, unknown>;
  const snapshots = readdirSync(new URL('meta/', migrations)).filter((name) =>
    name.endsWith('_snapshot.json'),
  );
  const last = snapshots.sort().at(-1) ?? '';
  const written = JSON.parse(readFileSync(new URL(`meta/${last}`, migrations), 'utf8')) as ReturnType<
    typeof generateDrizzleJson
  >;
  expect(await generateMigration(written, generateDrizzleJson(tables, written.prevId))).toEqual([]);
});
