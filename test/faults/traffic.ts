import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { demoPassword } from '../journeys/product.ts';

/** A refused or lost request is tried again after this time, with the same key. */
const retryMs = 50;
const requestMsMax = 10_000;
const readEveryMs = 60;
/** Between two replies of one writer, so that members stay within what a member may write in a minute. */
const writeEveryMs = 100;

interface Signed {
  name: string;
  cookie: string;
}

interface Page {
  items: { id: string; position: number; change_seq: number; html: string }[];
  head: number;
}

/** What the traffic did, for `findFaults`. */
export interface Traffic {
  /** The threads that are written in; the last is in a circle that one reader is not in. */
  threadIds: string[];
  /** How many answers a writer has had so far. */
  acknowledged: () => number;
  /** How many requests failed or were answered with something else than success, by status; 0 for none at all. */
  failures: Map<number, number>;
  /** Ends it after each writer has had its answer. */
  stop: () => Promise<void>;
  /** Everything that does not hold afterwards, in words; nothing when all does. */
  findFaults: (databaseUrl: string) => Promise<string[]>;
}

async function signIn(url: string, name: string): Promise<Signed> {
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${name}@example.test`, password: demoPassword }),
  });
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`${name} could not sign in: ${reply.status}`);
  return { name, cookie };
}

async function openThread(url: string, by: Signed, more: object = {}): Promise<string> {
  const reply = await fetch(`${url}/api/threads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: by.cookie },
    body: JSON.stringify({ kind: 'discussion', title: 'Sous les pannes', body: 'Début', ...more }),
  });
  if (reply.status !== 201) throw new Error(await reply.text());
  return ((await reply.json()) as { id: string }).id;
}

/**
 * Members who write and read without pause, through whichever of the addresses comes next: each writer repeats a reply
 * with its key until it is acknowledged, and notes the id in a file; each reader pages through what changed and keeps
 * what it saw, like an open page.
 */
export async function startTraffic(urls: string[], folder: string): Promise<Traffic> {
  const [url = ''] = urls;
  const signed = await Promise.all(['grace', 'linus', 'newt', 'mo', 'ada'].map((name) => signIn(url, name)));
  const [grace, linus, newt, mo, ada] = signed as [Signed, Signed, Signed, Signed, Signed];
  const made = await fetch(`${url}/api/circles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: grace.cookie },
    body: JSON.stringify({ name: 'À l’abri' }),
  });
  const circle = (await made.json()) as { audience_id: string };
  const open = await openThread(url, grace);
  const closed = await openThread(url, grace, { audience_id: circle.audience_id });

  const ledgerFile = join(folder, 'acknowledged.log');
  const ledger = createWriteStream(ledgerFile, { flags: 'a' });
  const failures = new Map<number, number>();
  const seen = new Map<string, Map<string, string>>();
  let acknowledged = 0;
  const state = { stopping: false, written: false };
  let turn = 0;
  const nextUrl = () => urls[(turn += 1) % urls.length] ?? url;
  const failed = (status: number) => void failures.set(status, (failures.get(status) ?? 0) + 1);

  async function ask(by: Signed, path: string, body?: object, key?: string): Promise<unknown> {
    try {
      const reply = await fetch(nextUrl() + path, {
        method: body ? 'POST' : 'GET',
        headers: {
          cookie: by.cookie,
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(requestMsMax),
      });
      const answer: unknown = await reply.json();
      if (reply.ok) return answer;
      failed(reply.status);
    } catch {
      failed(0);
    }
    return null;
  }

  async function write(by: Signed, threadId: string, writer: string): Promise<void> {
    for (let n = 1; !state.stopping; n += 1) {
      const key = `${writer}-${n}`;
      let post = null as { id: string } | null;
      while (!post) {
        post = (await ask(by, `/api/threads/${threadId}/posts`, { body: `Réponse ${key}.` }, key)) as {
          id: string;
        } | null;
        if (!post) await wait(retryMs);
      }
      acknowledged += 1;
      ledger.write(`${JSON.stringify({ id: post.id, threadId, key })}\n`);
      await wait(writeEveryMs);
    }
  }

  async function read(by: Signed, threadId: string): Promise<void> {
    const kept = new Map<string, string>();
    seen.set(`${by.name} ${threadId}`, kept);
    let after = 0;
    let last = false;
    // One look more after the writers have ended, up to the head.
    while (!last) {
      last = state.written;
      for (let isBehind = true; isBehind;) {
        const page = (await ask(
          by,
          `/api/threads/${threadId}/posts?changed_after=${after}&limit=100`,
        )) as Page | null;
        for (const item of page?.items ?? []) {
          kept.set(item.id, item.html);
          after = Math.max(after, item.change_seq);
        }
        isBehind = page === null ? last && by !== newt : after < page.head;
        if (page === null) await wait(retryMs);
      }
      await wait(readEveryMs);
    }
  }

  const writers = [
    write(grace, closed, 'g'),
    ...[linus, newt, mo, ada].map((by) => write(by, open, by.name)),
  ];
  const readers = [read(linus, open), read(grace, closed), read(newt, closed)];
  return {
    threadIds: [open, closed],
    acknowledged: () => acknowledged,
    failures,
    async stop() {
      state.stopping = true;
      await Promise.all(writers);
      state.written = true;
      await Promise.all(readers);
      await new Promise<void>((done) => ledger.end(done));
    },
    findFaults: async (databaseUrl) => {
      const lines = (await readFile(ledgerFile, 'utf8')).trim().split('\n');
      const acks = lines.map((line) => JSON.parse(line) as { id: string; threadId: string; key: string });
      return compare(databaseUrl, acks, seen, [open, closed]);
    },
  };
}

async function compare(
  databaseUrl: string,
  acks: { id: string; threadId: string; key: string }[],
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
