import pg from 'pg';

/** A case: what a member reads or writes, as JSON and, where it has one, as a page. */
export interface Case {
  name: string;
  /** Behind the product's address; asked in turn. */
  paths: string[];
  /** What is posted; null for what is read. */
  body: string | null;
  page: string | null;
}

/** Where the cases look, found in the content. */
export interface Targets {
  thread: string;
  longest: string;
  firstUnread: number;
  benchmark: string;
  word: string;
  /** Threads that replies go to, none of those that are read. */
  replied: string[];
}

/** The thread nearest to 20 posts, the longest with the first post that the readers have not read, and so on. */
export async function findTargets(databaseUrl: string, readerId: string): Promise<Targets> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const one = async <T extends object>(sql: string, values: unknown[] = []): Promise<T> => {
      const { rows } = await client.query<T>(sql, values);
      if (!rows[0]) throw new Error(`The content lacks what a case needs: ${sql}`);
      return rows[0];
    };
    const forAll = `threads t join audiences a on a.id = t.audience_id and a.kind = 'all'`;
    const thread = await one<{ id: string }>(
      `select t.id from ${forAll} where t.last_position >= 20 order by t.last_position, t.created_at, t.id limit 1`,
    );
    const longest = await one<{ id: string; position: number }>(
      `select t.id, r.position from ${forAll} join reads r on r.thread_id = t.id and r.member_id = $1
        order by t.last_position desc, t.id limit 1`,
      [readerId],
    );
    const benchmark = await one<{ id: string }>(`select id from benchmarks order by id limit 1`);
    // A word that is neither everywhere nor rare: of a title, in about one document of fifty.
    const { word } = await one<{ word: string }>(
      `select word from (select regexp_split_to_table(title_fold, ' ') as word from search_docs
         where kind = 'thread' order by id limit 5000) w
        where length(word) between 6 and 12 group by word order by abs(count(*) - 12), word limit 1`,
    );
    const replied = await client.query<{ id: string }>(
      `select t.id from ${forAll} where t.id <> all($1) and t.last_position < 20 order by t.id limit 16`,
      [[thread.id, longest.id]],
    );
    return {
      replied: replied.rows.map(({ id }) => id),
      thread: thread.id,
      longest: longest.id,
      firstUnread: longest.position + 1,
      benchmark: benchmark.id,
      word,
    };
  } finally {
    await client.end();
  }
}

/** All cases on these targets. */
export function casesOn({ thread, longest, firstUnread, benchmark, word, replied }: Targets): Case[] {
  const read = (name: string, path: string, page: string | null): Case => ({
    name,
    paths: [path],
    body: null,
    page,
  });
  const unread = `/threads?unread=1`;
  return [
    read('threads', '/api/threads', '/threads'),
    read('thread', `/api/threads/${thread}/posts?after=0&limit=20`, `/threads/${thread}`),
    read('first-unread', `/api/threads/${longest}/posts?around=${firstUnread}`, `/threads/${longest}`),
    read('unread', `/api${unread}`, unread),
    read('search', `/api/search?q=${encodeURIComponent(word)}`, `/search?q=${encodeURIComponent(word)}`),
    read('benchmark', `/api/benchmarks/${benchmark}`, `/benchmarks/${benchmark}`),
    read('ranking', `/api/benchmarks/${benchmark}/ranking`, null),
    read('cards', '/api/cards', '/cards'),
    {
      name: 'reply',
      paths: replied.map((id) => `/api/threads/${id}/posts`),
      body: JSON.stringify({ body: 'Merci, cela répond à **ma question**. Je reviens avec les chiffres.' }),
      page: null,
    },
  ];
}
