import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplyOf } from '@cenacle/shared/http.ts';
import type { listPosts, Thread } from '@cenacle/shared/threads/contract.ts';
import { makeApp, type TestApp } from '../../test/app.ts';
import { ask, countAll, type Ended, runImport } from '../../test/import-command.ts';

/** The real debate is no part of the project; it lies beside it. */
const debate = fileURLToPath(new URL('../../../shared/data/republique-numerique.jsonl', import.meta.url));
const isThere = existsSync(debate);
if (!isThere) console.warn('The real debate is not beside the project: its import is not tested.');

type Page = ReplyOf<typeof listPosts>;

describe.runIf(isThere || process.env.CI)('the real debate', { timeout: 90_000 }, () => {
  let it: TestApp;
  let first: Ended;
  let seconds: number;
  let lines: Line[];
  const askAll = (sql: string, values?: unknown[]) => ask(it.databaseUrl, sql, values);

  interface Line {
    id: number;
    title: string;
    sources: { title: string; link: string }[];
    posts: { id: string; author: string; at: string; edited: string; text: string }[];
  }

  beforeAll(async () => {
    lines = (await readFile(debate, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    it = await makeApp();
    const started = performance.now();
    first = await runImport(['republique-numerique', debate], { DATABASE_URL: it.databaseUrl });
    seconds = (performance.now() - started) / 1000;
  }, 120_000);
  afterAll(() => it.close());

  const postOf = async (id: string) => {
    const sql = 'select source, html, edited_at, created_at from posts where import_key = $1';
    const [row] = await askAll(sql, [`republique-numerique:post:${id}`]);
    return row as { source: string; html: string; edited_at: Date | null; created_at: Date };
  };

  test('arrives whole within a minute, and says so', async () => {
    expect(first).toMatchObject({ code: 0, complained: '' });
    expect(first.said).toContain('Imported 696 threads with 4,690 posts.');
    expect(seconds).toBeLessThan(60);
    expect(await countAll(it.databaseUrl)).toMatchObject({ threads: 696, posts: 4690, reads: 0 });
  });

  test('keeps the order, the times and the authors of each thread', async () => {
    const rows = await askAll(
      `select t.title, t.import_key as key, array_agg(p.import_key order by p.position) as posts,
         array_agg(p.position order by p.position) as positions,
         array_agg(p.created_at order by p.position) as times, array_agg(m.name order by p.position) as names,
         array_agg(p.edited_at order by p.position) as edits
       from threads t join posts p on p.thread_id = t.id join voices v on v.id = p.voice_id
         join voice_members vm on vm.voice_id = v.id and vm.member_id = v.shown_member_id
         join members m on m.id = vm.member_id
       group by t.id order by t.id`,
    );
    const expected = lines.map(({ id, title, posts }) => ({
      title: title.normalize('NFC').trim(),
      key: `republique-numerique:thread:${id}`,
      posts: posts.map((post) => `republique-numerique:post:${post.id}`),
      positions: posts.map((_, index) => index + 1),
      times: posts.map((post) => new Date(post.at)),
      names: posts.map((post) => post.author.replace('membre-', 'Membre ')),
      edits: posts.map((post) => (post.edited === post.at ? null : new Date(post.edited))),
    }));
    expect(rows).toEqual(expected);
  });

  test('leaves each thread with the counters that its posts give', async () => {
    const wrong = await askAll(
      `select t.import_key from threads t join posts p on p.thread_id = t.id group by t.id
       having t.last_position <> count(*) or t.change_seq <> max(p.change_seq) or t.reply_count <> count(*) - 1
         or count(distinct p.change_seq) <> count(*) or t.last_post_at <> max(p.created_at)
         or t.last_voice_id <> (array_agg(p.voice_id order by p.position desc))[1]
         or t.author_voice_id <> (array_agg(p.voice_id order by p.position))[1]
         or t.created_at <> min(p.created_at)`,
    );
    expect(wrong).toEqual([]);
  });

  test('makes authors who have left, without e-mail, there since their first post', async () => {
    const [members] = await askAll(
      `select count(*)::int as all, count(email)::int as reachable, count(joined_at)::int as joined,
         array_agg(distinct state) as states, max(created_at) < '2015-10-19' as early from members
       where import_key is not null`,
    );
    expect(members).toEqual({ all: 1521, reachable: 0, joined: 0, states: ['left'], early: true });
  });

  test('brings discussions in French, for all members, with tags that fit', async () => {
    const rows = await askAll(
      `select distinct t.kind, t.language, a.kind as audience, max(length(tag)) <= 40 as fits,
         bool_and(tag = lower(tag)) as lower from threads t join audiences a on a.id = t.audience_id
       cross join unnest(t.tags) as tag group by 1, 2, 3`,
    );
    expect(rows).toEqual([{ kind: 'discussion', language: 'fr', audience: 'all', fits: true, lower: true }]);
  });

  test('names its authors to nobody who looks for members', async () => {
    const listed = await it.as('grace').get('/api/members?q=Membre');
    expect(listed.json()).toMatchObject({ items: [], next: null });
    const suggested = await it.as('grace').get('/api/members/suggestions?q=Membre');
    expect([suggested.statusCode, suggested.json()]).toMatchObject([200, { items: [] }]);
  });

  test('is shown by a server that runs meanwhile: its longest thread opens at any post and at the first unread', async () => {
    const grace = it.as('grace');
    const [longest] = await askAll('select id from threads order by last_position desc limit 1');
    const path = `/api/threads/${String(longest?.id)}`;
    const read = async () => (await grace.get(path)).json<Thread>();
    expect(await read()).toMatchObject({
      last_position: 133,
      head: 133,
      reply_count: 132,
      read: { unread: 0 },
    });
    await expectListed(path);

    const positions: number[] = [];
    for (let next: number | null = 0; next !== null;) {
      const page: Page = (await grace.get(`${path}/posts?after=${next}&limit=50`)).json<Page>();
      positions.push(...page.items.map((post) => post.position));
      next = page.next;
    }
    expect(positions).toEqual(Array.from({ length: 133 }, (_, index) => index + 1));
    const around = (await grace.get(`${path}/posts?around=77`)).json<Page>();
    expect(around.items.map((post) => post.position)).toContain(77);

    await grace.put(`${path}/read`, { position: 100 });
    expect((await read()).read).toEqual({ position: 100, first_unread: 101, unread: 33 });
  });

  /** The thread stands in the list of all, page after page. */
  async function expectListed(path: string) {
    const ids: string[] = [];
    for (let after = ''; ;) {
      const reply = await it.as('grace').get(`/api/threads?limit=100${after}`);
      const page = reply.json<{ items: { id: string }[]; next: string | null }>();
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(ids).toHaveLength(696);
    expect(ids.filter((id) => path.endsWith(id))).toHaveLength(1);
  }

  test('adds nothing when it is imported again', async () => {
    const before = await countAll(it.databaseUrl);
    const again = await runImport(['republique-numerique', debate], { DATABASE_URL: it.databaseUrl });
    expect(again).toMatchObject({ code: 0, complained: '' });
    expect(again.said).toContain('Nothing new; already there: 696 threads.');
    expect(await countAll(it.databaseUrl)).toEqual(before);
  });

  test('keeps each reply as it was written, line by line', async () => {
    const odd: string[] = [];
    const rows = await askAll('select import_key, html from posts where position > 1');
    const htmlOf = new Map(
      rows.map(({ import_key: key, html }) => [String(key).split(':')[2], String(html)]),
    );
    for (const post of lines.flatMap(({ posts }) => posts.slice(1))) {
      const written = post.text.normalize('NFC').replaceAll('\u200b', '');
      const lineOf = (text: string) => text.replace(/[ \t]+/g, ' ').trim();
      const expected = written
        .split(/\r\n?|\n/)
        .map(lineOf)
        .filter((line) => line !== '');
      const shown = plainLines(htmlOf.get(post.id) ?? '')
        .map(lineOf)
        .filter((line) => line !== '');
      if (JSON.stringify(shown) !== JSON.stringify(expected)) odd.push(post.id);
    }
    expect(odd).toEqual([]);
  });

  test('keeps no-break spaces, guillemets, long words and numbers at the beginning of lines', async () => {
    const o61 = await postOf('o61');
    expect(o61.html).toContain('«\u00a0Les administrations mentionnées à l’article 1er');
    const numbered = await postOf('a9');
    expect(numbered.html).toContain('1) Le droit à l&#39;oubli'.replace('&#39;', "'"));
    expect(numbered.html).not.toContain('<ol');
    const long = await postOf('a2355');
    const word = lines
      .flatMap(({ posts }) => posts)
      .find(({ id }) => id === 'a2355')
      ?.text.match(/\S{387}/)?.[0];
    expect(word && long.source.includes(word)).toBe(true);
    expect((await postOf('o500')).html).toContain('www.economie.gouv.fr');
  });

  test('composes decomposed accents', async () => {
    const [row] = await askAll('select count(*)::int as n from posts where source is not nfc normalized');
    expect(row).toEqual({ n: 0 });
    expect((await postOf('o678')).source).toContain('libertés');
  });

  test('keeps threads of one title apart', async () => {
    const [row] = await askAll(`select count(*)::int as n from threads where title = 'Préambule'`);
    expect(row?.n).toBe(lines.filter(({ title }) => title === 'Préambule').length);
    expect(row?.n).toBeGreaterThan(1);
  });

  test('turns the sources into links at the end of the opener', async () => {
    const openers = await askAll('select import_key, html from posts where position = 1');
    const htmlOf = new Map(
      openers.map(({ import_key: key, html }) => [String(key).split(':')[2], String(html)]),
    );
    for (const { sources, posts } of lines.filter((line) => line.sources.length > 0)) {
      const html = htmlOf.get(posts[0]?.id) ?? '';
      const links = [...html.slice(html.lastIndexOf('<p>Sources\u00a0:</p>')).matchAll(/href="([^"]*)"/g)];
      expect(links.map(([, href]) => href?.replaceAll('&amp;', '&'))).toEqual(
        sources.map(({ link }) => link),
      );
    }
  });
});

/** The lines that a reader sees of rendered plain text. */
function plainLines(html: string): string[] {
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  };
  return html
    .replaceAll('\n', '')
    .replace(/<br \/>|<\/p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&[a-z0-9#]+;/g, (entity) => entities[entity] ?? entity)
    .split('\n');
}
