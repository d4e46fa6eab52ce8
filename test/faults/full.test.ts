import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLockHolder } from '../../server/data-dir.ts';
import { compareFiles } from './files.ts';
import { cookieOf, shareProduct } from './ground.ts';

const run = promisify(execFile);
const shared = shareProduct();
const megabyte = 1_048_576;
const roomBytes = 4 * megabyte;

/** How uploads meet the end of the room here: a small file system of its own, or else a limit on the size of a file. */
let way: 'file system' | 'limit' | 'none' = 'none';
const files = () => join(shared().dataDir, 'files');
/** Fills what is left, or lets the process write no more; and back. */
let fill: () => Promise<unknown>;
let free: () => Promise<unknown>;

/** A small file system in the place of the folder, with all that is in it so far. */
async function mountSmall(): Promise<void> {
  const copy = `${files()}.copy`;
  await cp(files(), copy, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${roomBytes},mode=0700`, 'tmpfs', files()]);
  await cp(copy, files(), { recursive: true });
}

beforeAll(async () => {
  const isMounted = await mountSmall().then(
    () => true,
    () => false,
  );
  if (isMounted) {
    way = 'file system';
    const filler = join(files(), 'filler');
    fill = async () => {
      const { bavail, bsize } = await statfs(files());
      await writeFile(filler, Buffer.alloc(Math.max(0, (bavail - 1) * bsize)));
    };
    free = () => rm(filler);
    return;
  }
  const holder = await findLockHolder(shared().dataDir);
  const limit = (bytes: string) => run('prlimit', ['--pid', String(holder?.pid), `--fsize=${bytes}`]);
  if (
    holder &&
    (await limit('unlimited:unlimited').then(
      () => true,
      () => false,
    ))
  ) {
    way = 'limit';
    fill = () => limit('1024:unlimited');
    free = () => limit('unlimited:unlimited');
  }
});
afterAll(async () => {
  if (way === 'file system') await run('umount', ['--lazy', files()]);
});

async function upload(cookie: string, name: string, content: Buffer | string, language = 'fr') {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  const reply = await fetch(`${shared().url}/api/files`, {
    method: 'POST',
    headers: { cookie, 'accept-language': language },
    body: form,
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}
/** Text that no two uploads share. */
const text = (bytes: number) => randomBytes(bytes / 2).toString('hex');

test('without room for files, uploads say so, nothing of them stays, all else works, and it heals by itself', async (context) => {
  if (way === 'none') {
    const sentence =
      'Neither a file system of its own nor a limit on files is permitted here: nothing was asked of a full disk.';
    console.warn(sentence);
    // Where nobody reads the output, a skip would pass for a success.
    if (process.env.CI === 'true') throw new Error(sentence);
    context.skip(sentence);
  }
  const product = shared();
  const cookie = await cookieOf(product.url, 'grace');
  const client = new pg.Client({ connectionString: await product.databaseUrl() });
  await client.connect();
  await client.query(`update members set language = 'en' where email = 'linus@example.test'`);
  await client.end();
  const english = await cookieOf(product.url, 'linus');
  const acknowledged: string[] = [];
  const keep = ({ status, body }: Awaited<ReturnType<typeof upload>>) => {
    if (status === 201) acknowledged.push(String(body.id));
    return status;
  };
  expect(keep(await upload(cookie, 'avant.txt', text(10_000)))).toBe(201);

  // Many at once for the little room that is left: some fit, the others are told.
  if (way === 'file system') {
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, i) => upload(cookie, `piece-${i}.txt`, text(600_000))),
    );
    const statuses = many.map(keep);
    expect(new Set(statuses)).toEqual(new Set([201, 507]));
  }
  await fill();
  const french = await upload(cookie, 'plein.txt', text(200_000));
  expect(french).toMatchObject({ status: 507, body: { code: 'no_room', title: 'Plus de place' } });
  expect(french.body.detail).toContain('n’a plus de place pour de nouveaux fichiers');
  expect((await upload(english, 'full.txt', text(200_000))).body).toMatchObject({ title: 'No room left' });
  expect(await readdir(join(files(), 'incoming'))).toEqual([]);
  expect(await readdir(join(files(), 'doubts'))).toEqual([]);
  expect(await compareFiles(await product.databaseUrl(), product.dataDir, acknowledged)).toEqual([]);

  const opened = await fetch(`${product.url}/api/threads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ kind: 'discussion', title: 'Sans place', body: 'On écrit encore' }),
  });
  const page = await fetch(`${product.url}/threads`, { headers: { cookie } });
  const kept = await fetch(`${product.url}/api/files/${acknowledged[0]}/avant.txt`, { headers: { cookie } });
  expect([opened.status, page.status, kept.status]).toEqual([201, 200, 200]);
  expect((await fetch(`${product.url}/health`)).status).toBe(200);

  await free();
  expect(keep(await upload(cookie, 'apres.txt', text(10_000)))).toBe(201);
  expect(await compareFiles(await product.databaseUrl(), product.dataDir, acknowledged)).toEqual([]);
  // Whoever looks after the server finds it in the log.
  expect(product.output()).toMatch(/ENOSPC|EFBIG/);
});
