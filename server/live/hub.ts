import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { closeCodes, watchesMax, type Topic } from '@cenacle/shared/live/contract.ts';
import { readsAudience, type SignedMember } from '../http/member.ts';
import { unanswered, watchedThing, type Connection, type Head, type WatchedKind } from './connection.ts';
import { openListener } from './listener.ts';
import { openWatchdog } from './watchdog.ts';

/** What happened, told after the commit: ids and numbers only, so that a notice never carries content. */
export type Telling =
  | { kind: 'thread'; threadId: string; audienceId: string; head: number }
  | { kind: 'benchmark'; benchmarkId: string; audienceId: string; head: number }
  | { kind: 'me'; memberIds: string[] }
  | { kind: 'rights'; memberIds: string[] }
  | { kind: 'session'; sessionIds: string[] };

/** What the hub must ask a feature, which stands above it, of each kind of thing that is watched. */
export interface WatchRules {
  /** The head of a thing that the member may see now, else null. */
  head(member: SignedMember, id: string): Promise<number | null>;
  /** The heads of these, whoever reads them, and who does. */
  heads(ids: string[]): Promise<Map<string, Head>>;
}
export type HubRules = Record<WatchedKind, WatchRules>;

export interface Hub {
  useRules(rules: HubRules): void;
  tell(...tellings: Telling[]): void;
  add(connection: Connection): void;
  remove(connection: Connection): void;
  watch(connection: Connection, topic: Topic): Promise<void>;
  typing(connection: Connection, topic: Topic): void;
  count(): number;
  close(): Promise<void>;
}

export interface HubOptions {
  databaseUrl: string;
  pool: pg.Pool;
  log: FastifyBaseLogger;
}

const channel = 'cenacle_live';

/**
 * Passes notices to the open pages of this process, and through NOTIFY to those of others. A notice is only a
 * wake-up: a page that missed one catches up by the thread's head, so a lost notice costs freshness, never truth.
 */
export function openHub({ databaseUrl, pool, log }: HubOptions): Hub {
  const self = randomUUID();
  const connections = new Set<Connection>();
  let rules: HubRules | null = null;

  const ruled = (): HubRules => {
    if (!rules) throw new Error('The hub was used before it was given its rules.');
    return rules;
  };

  async function refresh(connection: Connection): Promise<void> {
    const member = await connection.reload();
    if (!member) return connection.close(closeCodes.signedOut);
    connection.member = member;
    for (const topic of [...connection.watches.keys()]) {
      const thing = watchedThing(topic);
      if (!thing || (await ruled()[thing.kind].head(member, thing.id)) !== null) continue;
      connection.watches.delete(topic);
      connection.send({ type: 'refused', topic, code: 'not_found' });
    }
    connection.send({ type: 'notice', topic: 'me', name: 'me.changed', head: 0 });
    connection.send({ type: 'notice', topic: 'threads', name: 'threads.changed', head: 0 });
  }

  function tellThing(connection: Connection, kind: WatchedKind, id: string, head: number): void {
    const topic: Topic = `${kind}:${id}`;
    const told = connection.watches.get(topic);
    if (told === undefined || told >= head) return;
    connection.watches.set(topic, head);
    connection.send({ type: 'notice', topic, name: `${kind}.changed`, head });
  }

  function tellThread(connection: Connection, threadId: string, audienceId: string, head: number): void {
    if (!readsAudience(connection.member, audienceId)) return;
    tellThing(connection, 'thread', threadId, head);
    if (connection.watches.has('threads')) {
      connection.send({
        type: 'notice',
        topic: 'threads',
        name: 'threads.changed',
        head,
        thread_id: threadId,
      });
    }
  }

  function deliver(telling: Telling): void {
    for (const connection of connections) {
      const { member } = connection;
      if (telling.kind === 'thread') {
        tellThread(connection, telling.threadId, telling.audienceId, telling.head);
      } else if (telling.kind === 'benchmark') {
        if (readsAudience(member, telling.audienceId))
          tellThing(connection, 'benchmark', telling.benchmarkId, telling.head);
      } else if (telling.kind === 'session') {
        if ('sessionId' in member.by && telling.sessionIds.includes(member.by.sessionId)) {
          connection.close(closeCodes.signedOut);
        }
      } else if (telling.memberIds.includes(member.id)) {
        if (telling.kind === 'rights') {
          refresh(connection).catch((err: unknown) => log.error({ err }, 'a page could not be refreshed'));
        } else if (connection.watches.has('me')) {
          connection.send({ type: 'notice', topic: 'me', name: 'me.changed', head: 0 });
        }
      }
    }
  }

  const listener = openListener({ databaseUrl, channel, log }, (payload) => {
    const { from, telling } = JSON.parse(payload) as { from: string; telling: Telling };
    if (from !== self) deliver(telling);
  });
  const watchdog = openWatchdog({
    pool,
    log,
    connections,
    refresh,
    heads: (kind, ids) => ruled()[kind].heads(ids),
  });

  return {
    useRules(given) {
      rules = given;
    },
    tell(...tellings) {
      for (const telling of tellings) deliver(telling);
      const payloads = tellings.map((telling) => JSON.stringify({ from: self, telling }));
      pool
        .query('select pg_notify($1, payload) from unnest($2::text[]) payload', [channel, payloads])
        .catch((err: unknown) => log.warn({ err }, 'a notice did not reach the other processes'));
    },
    add: (connection) => connections.add(connection),
    remove: (connection) => connections.delete(connection),
    async watch(connection, topic) {
      if (connection.watches.size >= watchesMax)
        return connection.send({ type: 'refused', topic, code: 'too_many' });
      const thing = watchedThing(topic);
      if (!thing) {
        connection.watches.set(topic, 0);
        return connection.send({ type: 'watching', topic, head: 0 });
      }
      // Watched before asked, so that no change between the two is missed; below zero says: not yet allowed.
      connection.watches.set(topic, unanswered);
      const head = await ruled()[thing.kind].head(connection.member, thing.id);
      if (head === null) {
        connection.watches.delete(topic);
        return connection.send({ type: 'refused', topic, code: 'not_found' });
      }
      connection.watches.set(topic, Math.max(head, connection.watches.get(topic) ?? head));
      connection.send({ type: 'watching', topic, head });
    },
    typing(from, topic) {
      if (!from.watches.has(topic)) return;
      for (const connection of connections) {
        if (connection.member.id === from.member.id || !connection.watches.has(topic)) continue;
        connection.send({ type: 'typing', topic, member_id: from.member.id, name: from.member.name });
      }
    },
    count: () => connections.size,
    async close() {
      for (const connection of connections) connection.close(closeCodes.restart);
      await watchdog.close();
      await listener.close();
    },
  };
}
