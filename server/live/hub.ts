import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { closeCodes, watchesMax, type Topic } from '@cenacle/shared/live/contract.ts';
import { readsAudience, readsThread, type SignedMember } from '../http/member.ts';
import { unanswered, watchedThing, type Connection, type Head, type WatchedKind } from './connection.ts';
import { Presence, type PresenceTelling } from './presence.ts';
import { openListener } from './listener.ts';
import { openWatchdog } from './watchdog.ts';

/** What happened, told after the commit: ids and numbers only, so that a notice never carries content. */
export type Telling =
  | { kind: 'thread'; threadId: string; audienceId: string; head: number }
  | { kind: 'benchmark'; benchmarkId: string; audienceId: string; head: number }
  | { kind: 'me'; memberIds: string[] }
  | { kind: 'rights'; memberIds: string[] }
  | { kind: 'session'; sessionIds: string[] }
  | { kind: 'typing'; topic: Topic; memberId: string; name: string }
  | PresenceTelling;

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
  here(connection: Connection, topic: Topic): void;
  away(connection: Connection, topic: Topic): void;
  unwatch(connection: Connection, topic: Topic): void;
  count(): number;
  /** Asks all pages to come back later, since the process ends. */
  dismiss(): void;
  close(): Promise<void>;
}

export interface HubOptions {
  databaseUrl: string;
  pool: pg.Pool;
  log: FastifyBaseLogger;
}

const channel = 'cenacle_live';

/** So many pages may fetch what is new in the same moment. */
const atOnceMax = 25;
/** Beyond, each has so much of the machine to itself: about twice what its fetch takes on one core. */
const fetchMs = 8;

/** How long the pages that are told of one change may take to fetch it. */
const spreadOver = (pages: number) => (pages > atOnceMax ? { within: pages * fetchMs } : {});

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
    if (!member.presence) presence.away(connection);
    connection.member = member;
    for (const topic of [...connection.watches.keys()]) {
      const thing = watchedThing(topic);
      if (!thing || (await ruled()[thing.kind].head(member, thing.id)) !== null) continue;
      unwatch(connection, topic);
      connection.send({ type: 'refused', topic, code: 'not_found' });
    }
    connection.send({ type: 'notice', topic: 'me', name: 'me.changed', head: 0 });
    connection.send({ type: 'notice', topic: 'threads', name: 'threads.changed', head: 0 });
  }

  const watchersOf = (topic: Topic, isTold: (member: SignedMember) => boolean): Connection[] =>
    [...connections].filter(({ member, watches }) => watches.has(topic) && isTold(member));

  /** Tells those who watch a thing that it has changed, unless they know: of pages that were told of `least` or more. */
  function tellThing(kind: WatchedKind, id: string, { head, audienceId }: Head, least = unanswered): void {
    const topic: Topic = `${kind}:${id}`;
    const watchers = watchersOf(topic, (member) => readsThread(member, { id, audienceId })).filter(
      ({ watches }) => (watches.get(topic) ?? head) < head && (watches.get(topic) ?? head) >= least,
    );
    const spread = spreadOver(watchers.length);
    for (const connection of watchers) {
      connection.watches.set(topic, head);
      connection.send({ type: 'notice', topic, name: `${kind}.changed`, head, ...spread });
    }
  }

  function tellLists(threadId: string, audienceId: string, head: number): void {
    const topic: Topic = 'threads';
    const watchers = watchersOf(topic, (member) => readsAudience(member, audienceId));
    const notice = { topic, name: 'threads.changed', head, thread_id: threadId } as const;
    const spread = spreadOver(watchers.length);
    for (const connection of watchers) connection.send({ type: 'notice', ...notice, ...spread });
  }

  function tellMembers(ids: ReadonlySet<string>): void {
    const topic: Topic = 'me';
    const watchers = watchersOf(topic, ({ id }) => ids.has(id));
    const spread = spreadOver(watchers.length);
    for (const connection of watchers)
      connection.send({ type: 'notice', topic, name: 'me.changed', head: 0, ...spread });
  }

  /** Whether the page watches the thread, by rights, and its member lets others know. */
  const isIn = ({ member, watches }: Connection, topic: Topic): boolean =>
    member.presence && (watches.get(topic) ?? unanswered) >= 0;

  /** The pages that may know who reads a thread and who writes in it: their own members let it be known too. */
  const sociable = (topic: Topic): Connection[] =>
    [...connections].filter((connection) => isIn(connection, topic));

  function tellTyping({ topic, memberId, name }: Telling & { kind: 'typing' }): void {
    for (const connection of sociable(topic))
      if (connection.member.id !== memberId)
        connection.send({ type: 'typing', topic, member_id: memberId, name });
  }

  function unwatch(connection: Connection, topic: Topic): void {
    connection.watches.delete(topic);
    presence.away(connection, topic);
  }

  function deliver(telling: Telling, from: string): void {
    if (telling.kind === 'thread') {
      tellThing('thread', telling.threadId, telling);
      tellLists(telling.threadId, telling.audienceId, telling.head);
    } else if (telling.kind === 'benchmark') {
      tellThing('benchmark', telling.benchmarkId, telling);
    } else if (telling.kind === 'me') {
      tellMembers(new Set(telling.memberIds));
    } else if (telling.kind === 'typing') {
      tellTyping(telling);
    } else if (telling.kind === 'present') {
      if (from !== self) presence.hear(from, telling);
    } else if (telling.kind === 'session') {
      for (const connection of [...connections]) {
        const { by } = connection.member;
        if ('sessionId' in by && telling.sessionIds.includes(by.sessionId))
          connection.close(closeCodes.signedOut);
      }
    } else {
      for (const connection of connections) {
        if (!telling.memberIds.includes(connection.member.id)) continue;
        refresh(connection).catch((err: unknown) => log.error({ err }, 'a page could not be refreshed'));
      }
    }
  }

  const listener = openListener({ databaseUrl, channel, log }, (payload) => {
    const { from, telling } = JSON.parse(payload) as { from: string; telling: Telling };
    if (from !== self) deliver(telling, from);
  });
  const watchdog = openWatchdog({
    pool,
    log,
    connections,
    refresh,
    heads: (kind, ids) => ruled()[kind].heads(ids),
    // A watch that is still being answered will be told how far the thing is.
    tell: (kind, id, head) => tellThing(kind, id, head, 0),
  });

  function tell(...tellings: Telling[]): void {
    for (const telling of tellings) deliver(telling, self);
    const payloads = tellings.map((telling) => JSON.stringify({ from: self, telling }));
    pool
      .query('select pg_notify($1, payload) from unnest($2::text[]) payload', [channel, payloads])
      .catch((err: unknown) => log.warn({ err }, 'a notice did not reach the other processes'));
  }
  const presence = new Presence(tell, sociable);

  return {
    useRules(given) {
      rules = given;
    },
    tell,
    add: (connection) => connections.add(connection),
    remove(connection) {
      connections.delete(connection);
      presence.away(connection);
    },
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
      if (!isIn(from, topic)) return;
      tell({ kind: 'typing', topic, memberId: from.member.id, name: from.member.name });
    },
    here(from, topic) {
      if (isIn(from, topic)) presence.here(from, topic);
    },
    away: (from, topic) => presence.away(from, topic),
    unwatch,
    count: () => connections.size,
    dismiss() {
      for (const connection of connections) connection.close(closeCodes.restart);
    },
    async close() {
      presence.close();
      await watchdog.close();
      await listener.close();
    },
  };
}
