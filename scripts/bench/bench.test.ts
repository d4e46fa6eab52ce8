import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../test/import-command.ts';
import { makeDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../../test/database-server.ts';
import { workBetween } from './cpu.ts';
import { generateDebate, type Debate } from './debate.ts';
import { readRepubliqueNumerique } from '../import/republique-numerique.ts';
import { loadWhole } from './load.ts';
import { percentile } from './percentile.ts';
import { ratioOf, resultTable, type ResultRow } from './rows.ts';

const counts = { threads: 150, posts: 900, longest: 60, members: 120, benchmarks: 2, cards: 5 };

function smallDebate(): Debate {
  const content = generateDebate({ threads: 40, posts: 180, longest: 30, authors: 50 });
  return { content, threads: readRepubliqueNumerique(content), isGenerated: true };
}

describe('content of a size', () => {
  let database: TestDatabase;
  const rows = (sql: string) => ask(database.url, sql);

  beforeAll(async () => {
    database = await makeDatabase();
    await loadWhole(database.url, counts, smallDebate());
  });
  afterAll(() => database.drop());

  test('has as much of everything as the size says', async () => {
    const [found] = await rows(
      `select (select count(*)::int from threads) as threads, (select count(*)::int from posts) as posts,
         (select max(last_position) from threads) as longest, (select count(*)::int from members) as members,
         (select count(*)::int from benchmarks) as benchmarks, (select count(*)::int from cards) as cards`,
    );
    expect(found).toEqual(counts);
    const sides = await rows(
      `select (select count(*)::int from options o where o.benchmark_id = b.id) as options,
         (select count(*)::int from criteria c where c.benchmark_id = b.id) as criteria from benchmarks b`,
    );
    expect(sides).toEqual([
      { options: 15, criteria: 10 },
      { options: 15, criteria: 10 },
    ]);
  });

  test('leaves each thread with the counters that its posts give, and no gap in its positions', async () => {
    const wrong = await rows(
      `select t.id from threads t join posts p on p.thread_id = t.id group by t.id
       having t.last_position <> count(*) or max(p.position) <> count(*) or min(p.position) <> 1
         or t.change_seq <> max(p.change_seq) or count(distinct p.change_seq) <> count(*)
         or t.reply_count <> count(*) - 1 or t.last_post_at <> max(p.created_at) or t.created_at <> min(p.created_at)
         or t.last_voice_id <> (array_agg(p.voice_id order by p.position desc))[1]
         or t.author_voice_id <> (array_agg(p.voice_id order by p.position))[1]`,
    );
    expect(wrong).toEqual([]);
  });

  test('lets nobody write in a thread whose audience they are not in', async () => {
    const strangers = await rows(
      `select v.id from voices v join threads t on t.id = v.thread_id join audiences a on a.id = t.audience_id
       where (a.kind = 'circle' and not exists (select 1 from circle_members c where c.circle_id = a.circle_id
            and c.member_id = v.shown_member_id and c.until is null))
         or (a.kind = 'named' and not exists (select 1 from audience_members m where m.audience_id = a.id
            and m.member_id = v.shown_member_id))`,
    );
    expect(strangers).toEqual([]);
    const kinds = await rows(
      `select distinct a.kind from threads t join audiences a on a.id = t.audience_id order by 1`,
    );
    expect(kinds).toEqual([{ kind: 'all' }, { kind: 'circle' }, { kind: 'named' }]);
    const shared = await rows(
      `select a.id from audiences a join threads t on t.audience_id = a.id where a.kind = 'named'
       group by a.id having count(*) > 1`,
    );
    expect(shared).toEqual([]);
  });

  test('gives each voice to the member that it shows', async () => {
    const wrong = await rows(
      `select v.id from voices v left join voice_members m on m.voice_id = v.id
       where m.member_id is distinct from v.shown_member_id`,
    );
    expect(wrong).toEqual([]);
  });

  test('can be searched as if its triggers had written every row', async () => {
    const [missing] = await rows(
      `select count(*)::int as n from (select kind, id, audience_id, title, body from search_sources
       except select kind, id, audience_id, title, body from search_docs) m`,
    );
    expect(missing).toEqual({ n: 0 });
    const sleeping = await rows(
      `select tgname from pg_trigger where tgname = 'touch_search' and tgenabled <> 'O'`,
    );
    expect(sleeping).toEqual([]);
  });

  test('marks nothing as read that is not there', async () => {
    const wrong = await rows(
      `select r.thread_id from reads r join threads t on t.id = r.thread_id where r.position > t.last_position`,
    );
    expect(wrong).toEqual([]);
  });
});

test('a generated debate is the same each time', () => {
  expect(smallDebate().content).toBe(smallDebate().content);
});

test.each([
  [[], 0.5, 0],
  [[7], 0.99, 7],
  [[4, 1, 3, 2], 0.5, 2],
  [Array.from({ length: 200 }, (_, i) => i + 1), 0.99, 198],
])('of %j the share %d lies at or below %d', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});

const row: ResultRow = {
  case: 'threads',
  db: 'postgres',
  size: 'S',
  connections: 1,
  p50_ms: 3,
  p99_ms: 9,
  rps: 100,
  cpu_ms: 6,
  sql: 3,
  bytes: 1000,
  reference: 4,
};

test('a row is compared by processor time, a notice by its time, and neither with nothing', () => {
  expect(ratioOf(row)).toBe(1.5);
  expect(ratioOf({ ...row, case: 'notice', cpu_ms: null, reference: 2 })).toBe(1.5);
  expect(ratioOf({ ...row, reference: null })).toBeNull();
  expect(ratioOf({ ...row, cpu_ms: null })).toBeNull();
});

test('the table says n/a for what is not known', () => {
  const [, , line] = resultTable([{ ...row, cpu_ms: null }]).split('\n');
  expect(line?.split('|').map((cell) => cell.trim())).toEqual([
    ...['', 'threads', '1', '3.00', '9.00', '100', 'n/a', '4.00', 'n/a', '3', '1000', ''],
  ]);
});

test('work counts what began and what ended meanwhile', () => {
  const before = new Map([
    [1, 100],
    [2, 50],
    [-1, 10],
  ]);
  const after = new Map([
    [1, 130],
    [3, 5],
    [-1, 65],
  ]);
  expect(workBetween(before, after)).toBe(30 + 5 + 55 - 50);
  expect(workBetween(null, after)).toBeNull();
});
