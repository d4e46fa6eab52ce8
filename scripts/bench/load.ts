import pg from 'pg';
import { openMarkdown } from '../../server/markdown/markdown.ts';
import {
  communityOf,
  readersMax,
  readsOf,
  sessionsOf,
  socketsPerMember,
  type ReadThread,
  type Row,
  type Rows,
} from './community.ts';
import { comparingRows } from './comparing.ts';
import type { Debate } from './debate.ts';
import { threadRows, type Text, type ThreadCounts } from './threads.ts';

/** How much of everything a size has. */
export interface SizeCounts extends ThreadCounts {
  benchmarks: number;
  cards: number;
}

/** The sizes by name. S is the debate itself, by the import; its members here are those who read and watch. */
export const sizes: Record<'S' | 'M', SizeCounts> = {
  S: { threads: 696, posts: 4690, longest: 133, members: 80, benchmarks: 10, cards: 60 },
  M: { threads: 10_000, posts: 100_000, longest: 1000, members: 2000, benchmarks: 200, cards: 2000 },
};

const rowsPerInsertMax = 2000;
const readThreadsMax = 200;
const renderSecondsMax = 20;
/** Tables whose triggers write search rows one by one; while they rest, all are written at the end at once. */
const searched = [
  'threads',
  'posts',
  'benchmarks',
  'criteria',
  'providers',
  'provider_names',
  'cards',
  'members',
];

/** Everything of a size but its threads, which the import has brought. Sessions are living. */
export async function loadAround(url: string, counts: SizeCounts): Promise<void> {
  await inTransaction(url, async (client) => {
    await insertAll(client, communityOf(counts.members).rows);
    await insertAll(client, comparingRows(counts));
    await loadReaders(client, counts);
  });
}

/** Everything of a size, its threads made from the debate's. */
export async function loadWhole(url: string, counts: SizeCounts, debate: Debate): Promise<void> {
  const texts = await renderAll(debate);
  const { rows, audiences } = communityOf(counts.members);
  await inTransaction(url, async (client) => {
    await insertAll(client, rows);
    await insertAll(client, threadRows(debate.threads, texts, counts, audiences));
    await insertAll(client, comparingRows(counts));
    await loadReaders(client, counts);
  });
}

async function inTransaction(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    for (const table of searched) await client.query(`alter table ${table} disable trigger touch_search`);
    await work(client);
    // Constraints that wait for the end would otherwise bar the change of the tables.
    await client.query('set constraints all immediate');
    for (const table of searched) await client.query(`alter table ${table} enable trigger touch_search`);
    await client.query('commit');
    await refreshSearch(client, url);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** The rows of search that are missing, by the function that the triggers call; over two connections, one a core. */
async function refreshSearch(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ kind: string; ids: string[] }>(
    `select kind, array_agg(id) as ids from (
       select s.kind, s.id, row_number() over (partition by s.kind order by s.id) / ${rowsPerInsertMax} as part
         from search_sources s left join search_docs d on d.kind = s.kind and d.id = s.id where d.id is null) m
     group by kind, part order by kind, part`,
  );
  const second = new pg.Client({ connectionString: url });
  await second.connect();
  const refresh = async (on: pg.Client): Promise<void> => {
    for (let part = rows.pop(); part !== undefined; part = rows.pop())
      await on.query('select refresh_search($1, $2)', [part.kind, part.ids]);
  };
  await Promise.all([refresh(client), refresh(second)]);
  await second.end();
}

async function renderAll({ threads }: Debate): Promise<Text[]> {
  const markdown = openMarkdown({
    publicUrl: 'https://cenacle.example',
    timeLimitMs: renderSecondsMax * 1000,
    workers: 2,
  });
  try {
    return await Promise.all(
      threads.flatMap(({ posts }) =>
        posts.map(async ({ source }) => ({ source, html: (await markdown.render(source)).html })),
      ),
    );
  } finally {
    await markdown.close();
  }
}

async function insertAll(client: pg.Client, tables: Rows): Promise<void> {
  for (const [table, rows] of tables) await insertRows(client, table, rows);
}

async function insertRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  for (let at = 0; at < rows.length; at += rowsPerInsertMax) {
    const chunk = JSON.stringify(rows.slice(at, at + rowsPerInsertMax));
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [chunk],
    );
  }
}

/** What the readers have read: the longest thread by half, and the newest that all read; and their sessions. */
async function loadReaders(client: pg.Client, { members }: SizeCounts): Promise<void> {
  const { rows } = await client.query<ReadThread>(
    `select t.id, t.last_position as "lastPosition" from threads t join audiences a on a.id = t.audience_id
      where a.kind = 'all' order by t.last_position desc, t.id limit 1`,
  );
  const recent = await client.query<ReadThread>(
    `select t.id, t.last_position as "lastPosition" from threads t join audiences a on a.id = t.audience_id
      where a.kind = 'all' order by t.last_post_at desc, t.id desc limit ${readThreadsMax}`,
  );
  // In the second place, of which readsOf leaves half unread.
  const [longest] = rows;
  const others = recent.rows.filter(({ id }) => id !== longest?.id);
  const read = [...others.slice(0, 1), ...(longest ? [longest] : []), ...others.slice(1)];
  await insertRows(client, 'reads', readsOf(Math.min(readersMax, members), read));
  const watchers = Math.ceil(2000 / socketsPerMember);
  await insertRows(
    client,
    'sessions',
    sessionsOf(Math.min(Math.max(readersMax, watchers), members), new Date()),
  );
}
