import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { closeCodes } from '@cenacle/shared/live/contract.ts';
import { newId } from '../../server/database.ts';
import { hashSecret, newSecret } from '../../server/members/secrets.ts';
import { cookieOf, isLong, shareProduct, until } from './ground.ts';
import { openPage, type Page } from './page.ts';

const shared = shareProduct();
const pageCount = 500;
/** Changes that all of them miss. */
const missed = 120;
/** From the moment when the product serves again until the last page is live and has everything. */
const backMsMax = 30_000;
/** Of another member’s request meanwhile, on a machine that others use as well. */
const answerMsMax = 10_000;

const pages: Page[] = [];
afterAll(() => pages.forEach((page) => page.close()));

async function withClient<T>(use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await shared().databaseUrl() });
  await client.connect();
  return use(client).finally(() => client.end());
}

/** Five hundred members with a session each; gives their cookies. */
const signInMany = (): Promise<string[]> =>
  withClient(async (client) => {
    const secrets = Array.from({ length: pageCount }, newSecret);
    const ids = secrets.map(newId);
    await client.query(
      `insert into members (id, email, name, state, joined_at, charter_at)
       select id, id || '@example.test', 'Membre', 'active', now(), now() from unnest($1::uuid[]) id`,
      [ids],
    );
    await client.query(
      `insert into sessions (token_hash, id, member_id, expires_at)
       select hash, id, id, now() + interval '30 days' from unnest($1::text[], $2::uuid[]) s (hash, id)`,
      [secrets.map(hashSecret), ids],
    );
    return secrets.map((secret) => `cenacle_session=${secret}`);
  });

/** Replies that were written while no page could hear of them. */
const writeUnheard = (threadId: string): Promise<unknown> =>
  withClient(async (client) => {
    await client.query('begin');
    await client.query(
      `insert into posts (id, thread_id, voice_id, position, change_seq, state, source, html, renderer_version, created_at)
       select gen_random_uuid(), t.id, p.voice_id, t.last_position + n, t.change_seq + n, 'shown', 'Message ' || n,
         '<p>Message ' || n || '</p>', p.renderer_version, now()
       from threads t join posts p on p.thread_id = t.id and p.position = 1, generate_series(1, $2::int) n
       where t.id = $1`,
      [threadId, missed],
    );
    await client.query(
      `update threads set last_position = last_position + $2, change_seq = change_seq + $2, reply_count = reply_count + $2
       where id = $1`,
      [threadId, missed],
    );
    await client.query('commit');
  });

/** Asks as another member does, without pause, until it is told to stop; gives the slowest answer and what failed. */
function askMeanwhile(url: string, cookie: string) {
  const state = { going: true, slowestMs: 0, statuses: new Set<number>() };
  const done = (async () => {
    while (state.going) {
      const from = performance.now();
      const reply = await fetch(`${url}/api/threads`, { headers: { cookie } });
      await reply.arrayBuffer();
      state.slowestMs = Math.max(state.slowestMs, performance.now() - from);
      state.statuses.add(reply.status);
      await wait(50);
    }
  })();
  return async () => {
    state.going = false;
    await done;
    return state;
  };
}

/** How long a moment is: of pages that all wait equally long, six in ten are back within one. */
const momentMs = 250;
const shareMax = 0.5;

/** The largest share of the pages that were back within the same moment. */
function busiestMoment(times: number[]): number {
  const most = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + momentMs).length),
  );
  return most / times.length;
}

test(
  'five hundred pages come back after a kill and after a restart: spread out, each with all that it missed, and others are answered',
  { timeout: 600_000 },
  async () => {
    const product = shared();
    const grace = await cookieOf(product.url, 'grace');
    const opened = await fetch(`${product.url}/api/threads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: grace },
      body: JSON.stringify({ kind: 'discussion', title: 'De retour', body: 'Début' }),
    });
    const { id } = (await opened.json()) as { id: string };
    for (const cookie of await signInMany()) pages.push(openPage(product.url, cookie, id, 1));
    const areBack = (times: number) =>
      pages.every((page) => page.isLive() && page.connectedAt.length === times);
    await until(() => areBack(1), backMsMax);

    let expected = 0;
    for (let round = 0; round < (isLong ? 6 : 2); round += 1) {
      const isKill = round % 2 === 0;
      if (isKill) await product.kill();
      else await product.end();
      // After a kill the database goes on, and others may write; after an end it is down as well.
      if (isKill) {
        await writeUnheard(id);
        expected += missed;
      }
      await product.restart();
      const from = performance.now();
      const stopAsking = askMeanwhile(product.url, grace);
      await until(
        () => areBack(round + 2) && pages.every(({ positions }) => positions.length === expected),
        backMsMax,
      );
      const backMs = performance.now() - from;
      const { slowestMs, statuses } = await stopAsking();
      const share = busiestMoment(pages.map(({ connectedAt }) => connectedAt.at(-1) ?? 0));
      console.log(
        `${isKill ? 'killed' : 'restarted'}: all back ${Math.round(backMs)} ms after it served, ` +
          `${Math.round(share * 100)} % in the busiest moment, another's slowest answer ${Math.round(slowestMs)} ms`,
      );
      expect(share).toBeLessThan(shareMax);
      expect(slowestMs).toBeLessThan(answerMsMax);
      expect([...statuses]).toEqual([200]);
      const inOrder = Array.from({ length: expected }, (_, i) => i + 2);
      for (const { positions } of pages) expect(positions).toEqual(inOrder);
      const codes = new Set(pages.map((page) => page.codes.at(-1)));
      expect(codes).toEqual(new Set([isKill ? 1006 : closeCodes.restart]));
    }
  },
);
