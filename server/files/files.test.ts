import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesPerPostMax, uploadBytesMax, type File } from '@cenacle/shared/files/contract.ts';
import { makeApp, type Caller, type TestApp } from '../../test/app.ts';
import { makeCircle } from '../../test/make.ts';
import { codeOf, part, sendForm, upload, uploaded } from '../../test/upload.ts';
import { removeOrphans } from './actions.ts';

let it: TestApp;
let grace: Caller;
let linus: Caller;
let mallory: Caller;
let circle: { audienceId: string };

beforeAll(async () => {
  it = await makeApp();
  [grace, linus, mallory] = [it.as('grace'), it.as('linus'), it.as('mallory')];
  circle = await makeCircle(it.services, 'Finances', ['grace', 'linus']);
});
afterAll(() => it.close());

const countFiles = async () =>
  Number((await it.services.pool.query<{ n: number }>('select count(*)::int as n from files')).rows[0]?.n);

const picture = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } })
    .png()
    .toBuffer();

describe('an upload', () => {
  test('is refused to who is not signed in', async () => {
    const before = await countFiles();
    expect(await codeOf(upload(it, it.guest, 'a.txt', 'a'))).toEqual([401, 'signed_out']);
    expect(await countFiles()).toBe(before);
  });

  test('may be as large as the limit, and no larger', async () => {
    expect((await upload(it, grace, 'a.txt', Buffer.alloc(uploadBytesMax, 65))).statusCode).toBe(201);
    const before = await countFiles();
    expect(await codeOf(upload(it, grace, 'a.txt', Buffer.alloc(uploadBytesMax + 1, 65)))).toEqual([
      413,
      'too_large',
    ]);
    expect(await countFiles()).toBe(before);
  });

  test('is one file in the field `file`, with nothing beside it', async () => {
    const file = part('name="file"; filename="a.txt"', 'a');
    const second = part('name="file"; filename="b.txt"', 'b');
    const other = part('name="other"; filename="a.txt"', 'a');
    const before = await countFiles();
    for (const parts of [[], [other], [file, part('name="note"', 'a')], [file, second]]) {
      expect(await codeOf(sendForm(it, grace, parts))).toEqual([422, 'invalid']);
    }
    expect(await codeOf(upload(it, grace, 'a.txt', ''))).toEqual([422, 'invalid']);
    expect(await countFiles()).toBe(before);
  });

  test('that is not a form, or is cut off, is refused', async () => {
    expect((await grace.post('/api/files', { file: 'a' })).statusCode).toBe(415);
    const cut = sendForm(it, grace, [part('name="file"; filename="a.txt"', 'a')], true);
    expect(await codeOf(cut)).toEqual([400, 'bad_body']);
  });
});

describe('the bytes of a file', () => {
  test('come with headers that keep them apart from the pages', async () => {
    const { headers } = await grace.get((await uploaded(it, grace, 'été.txt', 'été')).url);
    expect(headers).toMatchObject({
      'content-length': '5',
      'content-disposition': `attachment; filename="ete.txt"; filename*=UTF-8''%C3%A9t%C3%A9.txt`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "sandbox; default-src 'none'",
    });
  });

  test('are shown in the page for pictures and PDF, unless a download is asked', async () => {
    const dispositionOf = async (url: string) => (await grace.get(url)).headers['content-disposition'];
    for (const file of [
      await uploaded(it, grace, 'a.png', await picture()),
      await uploaded(it, grace, 'a.pdf', '%PDF-1.4\n%%EOF\n'),
    ]) {
      expect(await dispositionOf(file.url)).toMatch(/^inline; /);
      expect(await dispositionOf(`${file.url}?download=1`)).toMatch(/^attachment; /);
    }
    const sheet = await uploaded(it, grace, 'a.csv', 'a;b');
    expect(await dispositionOf(sheet.url)).toMatch(/^attachment; /);
  });

  test('are had under the longest name', async () => {
    const file = await uploaded(it, grace, `${'表'.repeat(300)}.txt`, 'a');
    expect(file.name).toHaveLength(200);
    expect((await grace.get(file.url)).body).toBe('a');
  });
});

describe('who reads a file', () => {
  /** The same answer as for an id that was never given. */
  async function expectUnseen(caller: Caller, url: string) {
    const random = await caller.get(`/api/files/${randomUUID()}/a.txt`);
    const reply = await caller.get(url);
    expect(reply.statusCode).toBe(404);
    expect(reply.body).toBe(random.body);
    const { date: _, ...headers } = reply.headers;
    const { date: __, ...others } = random.headers;
    const withoutCounters = (all: object) =>
      Object.entries(all).filter(([name]) => !name.startsWith('x-ratelimit'));
    expect(withoutCounters(headers)).toEqual(withoutCounters(others));
  }

  async function openThread(caller: Caller, body: string, audienceId?: string) {
    const reply = await caller.post('/api/threads', {
      kind: 'discussion',
      title: 'Une pièce jointe',
      body,
      ...(audienceId ? { audience_id: audienceId } : {}),
    });
    expect(reply.statusCode).toBe(201);
    return reply.json<{ id: string }>();
  }

  const linkTo = (file: File) => `[${file.name}](file:${file.id})`;

  test('is its uploader alone while it hangs nowhere', async () => {
    const { url } = await uploaded(it, grace, 'a.txt', 'a');
    expect((await grace.get(url)).statusCode).toBe(200);
    await expectUnseen(linus, url);
    await expectUnseen(it.as('ada'), url);
    expect((await it.guest.get(url)).statusCode).toBe(401);
  });

  test('is who reads the post that carries it', async () => {
    const file = await uploaded(it, grace, 'a.txt', 'a');
    await openThread(grace, linkTo(file), circle.audienceId);
    expect((await linus.get(file.url)).body).toBe('a');
    await expectUnseen(mallory, file.url);
    await expectUnseen(it.as('mo'), file.url);
    await expectUnseen(it.as('ada'), file.url);
  });

  test('is nobody who only names it in a post of their own', async () => {
    const file = await uploaded(it, grace, 'a.txt', 'a');
    await openThread(mallory, linkTo(file));
    await expectUnseen(mallory, file.url);
    expect((await grace.get(file.url)).statusCode).toBe(200);
    await openThread(grace, linkTo(file), circle.audienceId);
    await openThread(grace, linkTo(file));
    await expectUnseen(mallory, file.url);
  });

  test('is nobody once the post is deleted', async () => {
    const file = await uploaded(it, linus, 'a.txt', 'a');
    const { id } = await openThread(grace, 'Bonjour');
    const reply = await linus.post(`/api/threads/${id}/posts`, { body: linkTo(file) });
    expect((await grace.get(file.url)).statusCode).toBe(200);
    await linus.delete(`/api/posts/${reply.json<{ id: string }>().id}`);
    await expectUnseen(grace, file.url);
    await expectUnseen(linus, file.url);
    expect(await removeOrphans(it.services, new Date(Date.now() - 60_000))).toBe(0);
    expect(await removeOrphans(it.services, new Date(Date.now() + 60_000))).toBeGreaterThan(0);
    const rows = await it.services.pool.query('select 1 from files where id = $1', [file.id]);
    expect(rows.rowCount).toBe(0);
  });

  test('a post carries only so many', async () => {
    const files: File[] = [];
    for (let n = 0; n <= filesPerPostMax; n++) files.push(await uploaded(it, grace, `${n}.txt`, `${n}`));
    const body = files.map(linkTo).join('\n');
    const reply = await grace.post('/api/threads', { kind: 'discussion', title: 'Trop', body });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ errors: [{ field: 'body', code: 'too_many' }] });
    await openThread(grace, files.slice(1).map(linkTo).join('\n'));
  });
});

describe('bytes without a row', () => {
  const content = 'Ce contenu n’a pas de ligne.';
  const sha256 = createHash('sha256').update(content).digest('hex');

  test('do not stay when the row can’t be written', async () => {
    const { pool, files } = it.services;
    await pool.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    );
    await pool.query('create trigger refuse before insert on files execute function refuse()');
    expect((await upload(it, grace, 'a.txt', content)).statusCode).toBe(500);
    await pool.query('drop trigger refuse on files');
    expect(await files.open(sha256)).toBeNull();
    expect(await files.listDoubts()).toEqual([]);
    await uploaded(it, grace, 'a.txt', content);
    expect(await files.listDoubts()).toEqual([]);
  });

  test('that a crash left go with the next round, but not where a row names them', async () => {
    const { files } = it.services;
    const named = await uploaded(it, grace, 'b.txt', 'une ligne nomme ceci');
    const kept = createHash('sha256').update('une ligne nomme ceci').digest('hex');
    const left = (await files.put(Buffer.from('la machine s’est arrêtée'))).sha256;
    for (const each of [kept, left]) await files.doubt(each);
    expect(await removeOrphans(it.services, new Date(0))).toBe(1);
    expect(await files.open(left)).toBeNull();
    expect((await grace.get(named.url)).statusCode).toBe(200);
    expect(await files.listDoubts()).toEqual([]);
  });
});

describe('uploads that no post carries', () => {
  const days = (n: number) => new Date(Date.now() - n * 86_400_000);
  const age = (file: File) =>
    it.services.pool.query('update files set created_at = $2 where id = $1', [file.id, days(3)]);

  test('go after a while, but not what is young, hangs on a post or stands in a draft', async () => {
    const old = await uploaded(it, grace, 'old.txt', 'old');
    const young = await uploaded(it, grace, 'young.txt', 'young');
    const hanging = await uploaded(it, grace, 'hanging.txt', 'hanging');
    const drafted = await uploaded(it, grace, 'drafted.txt', 'drafted');
    await grace.post('/api/threads', { kind: 'discussion', title: 'Pièce', body: `[a](file:${hanging.id})` });
    await grace.put('/api/drafts/new-case', { content: { body: `[a](file:${drafted.id})` } });
    for (const file of [old, hanging, drafted]) await age(file);
    expect(await removeOrphans(it.services, days(2))).toBe(1);
    const found = await Promise.all([old, young, hanging, drafted].map((file) => grace.get(file.url)));
    expect(found.map(({ statusCode }) => statusCode)).toEqual([404, 200, 200, 200]);
  });

  test('leave the same content to those who still need it', async () => {
    const old = await uploaded(it, grace, 'a.txt', 'the same');
    const other = await uploaded(it, linus, 'b.txt', 'the same');
    await age(old);
    expect(await removeOrphans(it.services, days(2))).toBe(0);
    expect((await linus.get(other.url)).body).toBe('the same');
    await age(other);
    expect(await removeOrphans(it.services, days(2))).toBe(1);
    expect((await upload(it, linus, 'c.txt', 'the same')).statusCode).toBe(201);
  });
});
