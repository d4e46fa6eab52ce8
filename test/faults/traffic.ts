import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoPassword } from '../journeys/product.ts';
import { compareFiles } from './files.ts';
import { compare, type Acknowledged } from './invariants.ts';

/** A refused or lost request is tried again after this time, with the same key. */
const retryMs = 50;
const requestMsMax = 10_000;
const readEveryMs = 60;
/** Between two replies of one writer, so that members stay within what a member may write in a minute. */
const writeEveryMs = 100;
const uploadEveryMs = 700;

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
 * what it saw, like an open page. With the data folder of the product, one member also uploads.
 */
export async function startTraffic(urls: string[], folder: string, dataDir?: string): Promise<Traffic> {
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
  const uploaded: string[] = [];
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
      // No other traffic on the same product may have used the key, which would be refused for ever.
      const key = `${writer}-${n}-${open.slice(-12)}`;
      let post = null as { id: string } | null;
      while (!post) {
        post = (await ask(by, `/api/threads/${threadId}/posts`, { body: `Réponse ${key}.` }, key)) as {
          id: string;
        } | null;
        if (failures.has(422)) throw new Error(`${key} is refused`);
        if (!post) await wait(retryMs);
      }
      acknowledged += 1;
      ledger.write(`${JSON.stringify({ id: post.id, threadId, key })}\n`);
      await wait(writeEveryMs);
    }
  }

  async function upload(by: Signed): Promise<void> {
    for (let n = 1; !state.stopping; n += 1) {
      const form = new FormData();
      form.set('file', new Blob([`Pièce ${n} de ${open}`]), `piece-${n}.txt`);
      try {
        const reply = await fetch(`${nextUrl()}/api/files`, {
          method: 'POST',
          headers: { cookie: by.cookie },
          body: form,
          signal: AbortSignal.timeout(requestMsMax),
        });
        if (reply.ok) uploaded.push(((await reply.json()) as { id: string }).id);
        else failed(reply.status);
      } catch {
        failed(0);
      }
      await wait(uploadEveryMs);
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
  if (dataDir !== undefined) writers.push(upload(ada));
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
      const acks = lines.map((line) => JSON.parse(line) as Acknowledged);
      const faults = await compare(databaseUrl, acks, seen, [open, closed]);
      return dataDir === undefined
        ? faults
        : [...faults, ...(await compareFiles(databaseUrl, dataDir, uploaded))];
    },
  };
}
