import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The hashes under which contents are kept in the data folder. */
async function listContents(dataDir: string): Promise<string[]> {
  const root = join(dataDir, 'files');
  const folders = (await readdir(root)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(join(root, folder))).map((name) => folder + name)),
  );
  return names.flat();
}

/**
 * What does not hold between the rows of files and their contents, in words: what was acknowledged is there, each row has
 * its content, whole, and each content a row, but for those of which the product noted that they may have none.
 */
export async function compareFiles(
  databaseUrl: string,
  dataDir: string,
  acknowledged: string[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client
    .query<{ id: string; sha256: string }>('select id, sha256 from files')
    .finally(() => client.end());
  const faults: string[] = [];
  const ids = new Set(rows.map(({ id }) => id));
  for (const id of acknowledged)
    if (!ids.has(id)) faults.push(`the upload ${id} was acknowledged and is not stored`);
  const contents = new Set(await listContents(dataDir));
  for (const sha256 of new Set(rows.map((row) => row.sha256))) {
    const path = join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2));
    const content = await readFile(path).catch(() => null);
    if (!content || createHash('sha256').update(content).digest('hex') !== sha256)
      faults.push(`a row names the content ${sha256}, which is missing or not whole`);
    contents.delete(sha256);
  }
  const notes = await readdir(join(dataDir, 'files', 'doubts'));
  const noted = new Set(notes.map((name) => name.split('.')[0]));
  for (const sha256 of contents)
    if (!noted.has(sha256)) faults.push(`the content ${sha256} has no row, and nobody knows`);
  return faults;
}
