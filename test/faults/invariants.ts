import pg from 'pg';

/** A reply that a writer had an answer for. */
export interface Acknowledged {
  id: string;
  threadId: string;
  key: string;
}

/**
 * Everything that does not hold in the database after the traffic, in words: what was acknowledged is stored once, each
 * reader saw what their rights let them see, counters are counts, and nothing is left over.
 */
export async function compare(
  databaseUrl: string,
  acks: Acknowledged[],
  seen: Map<string, Map<string, string>>,
  threadIds: string[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const faults: string[] = [];
  try {
    const { rows: posts } = await client.query<{
      id: string;
      threadId: string;
      source: string;
      position: number;
      html: string;
    }>(
      `select id, thread_id as "threadId", source, position, html from posts where thread_id = any($1) order by thread_id, position`,
      [threadIds],
    );
    const stored = new Map(posts.map((post) => [post.id, post]));
    for (const { id, key } of acks) {
      if (stored.get(id)?.source !== `Réponse ${key}.`)
        faults.push(`${key} was acknowledged and is not stored`);
    }
    const sources = posts.map(({ source, threadId }) => `${threadId} ${source}`);
    if (new Set(sources).size !== sources.length) faults.push('a reply is stored twice');
    const { rows: threads } = await client.query<{
      id: string;
      head: number;
      length: number;
      replies: number;
    }>(
      'select id, change_seq as head, last_position as length, reply_count as replies from threads where id = any($1)',
      [threadIds],
    );
    for (const thread of threads) {
      const own = posts.filter(({ threadId }) => threadId === thread.id);
      if (own.some(({ position }, i) => position !== i + 1)) faults.push('positions have a gap');
      if (thread.length !== own.length || thread.replies !== own.length - 1)
        faults.push('a counter is not its count');
      if (thread.head !== own.length) faults.push('the head is not the number of changes');
    }
    const [open = '', closed = ''] = threadIds;
    for (const [reader, threadId, isReader] of [
      ['linus', open, true],
      ['grace', closed, true],
      ['newt', closed, false],
    ] as const) {
      const kept = seen.get(`${reader} ${threadId}`) ?? new Map<string, string>();
      const mayRead = isReader ? posts.filter((post) => post.threadId === threadId) : [];
      if (kept.size !== mayRead.length || mayRead.some(({ id, html }) => kept.get(id) !== html))
        faults.push(`${reader} saw ${kept.size} of ${mayRead.length} posts, or others`);
    }
    faults.push(...(await findOrphans(client)));
  } finally {
    await client.end();
  }
  return faults;
}

/** Rows that nothing stands behind, where no foreign key says so. */
async function findOrphans(client: pg.Client): Promise<string[]> {
  const checks: [what: string, query: string][] = [
    [
      'threads without a post',
      'select from threads t where not exists (select from posts p where p.thread_id = t.id)',
    ],
    [
      'keys without their thing',
      `select from idempotency i where not exists (select from posts p where p.id = i.resource_id)
      and not exists (select from threads t where t.id = i.resource_id)`,
    ],
    [
      'search rows without their thing',
      `select from search_docs d where d.kind = 'post' and not exists (select from posts p where p.id = d.id)`,
    ],
    [
      'replies that search does not know',
      `select from posts p where p.state = 'shown' and p.source <> ''
      and p.position > 1 and not exists (select from search_docs d where d.id = p.id)`,
    ],
  ];
  const faults: string[] = [];
  for (const [what, query] of checks) {
    const { rowCount } = await client.query(query);
    if (rowCount) faults.push(`${rowCount} ${what}`);
  }
  return faults;
}
