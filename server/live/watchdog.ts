import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { closeCodes } from '@cenacle/shared/live/contract.ts';
import { unanswered, watchedThing, type Connection, type Head, type WatchedKind } from './connection.ts';
import { readsThread } from '../http/member.ts';
import { findRights } from './queries.ts';

/** Revocation must reach every socket within two seconds, whatever was lost on the way. */
const everyMs = 1_000;

export interface Watchdog {
  close(): Promise<void>;
}

/** Each second compares what the open pages believe with the tables: rights, sessions, heads of watched things. */
export function openWatchdog(options: {
  pool: pg.Pool;
  log: FastifyBaseLogger;
  connections: Set<Connection>;
  refresh: (connection: Connection) => Promise<void>;
  heads: (kind: WatchedKind, ids: string[]) => Promise<Map<string, Head>>;
  /** Tells the pages that watch it and were told of less. */
  tell: (kind: WatchedKind, id: string, head: Head) => void;
}): Watchdog {
  const { pool, log, connections, refresh, heads, tell } = options;

  async function checkRights(): Promise<void> {
    // Pages that connect while the tables answer were not asked about: the next look is theirs.
    const asked = [...connections];
    const rights = await findRights(
      pool,
      asked.map((connection) => connection.member),
    );
    for (const connection of asked) {
      const { member } = connection;
      const version = rights.get('sessionId' in member.by ? member.by.sessionId : member.by.tokenId);
      if (version === undefined) connection.close(closeCodes.signedOut);
      else if (version !== member.rightsVersion) await refresh(connection);
    }
  }

  async function checkHeads(kind: WatchedKind): Promise<void> {
    const watched = new Set<string>();
    for (const { watches } of connections) {
      for (const topic of watches.keys()) {
        const thing = watchedThing(topic);
        if (thing?.kind === kind) watched.add(thing.id);
      }
    }
    if (watched.size === 0) return;
    const found = await heads(kind, [...watched]);
    for (const connection of connections) {
      for (const [topic, told] of connection.watches) {
        const thing = watchedThing(topic);
        const now = thing?.kind === kind ? found.get(thing.id) : undefined;
        if (!thing || !now || told === unanswered) continue;
        if (readsThread(connection.member, { id: thing.id, audienceId: now.audienceId })) continue;
        // It was moved away from them: how it goes on is not theirs to hear.
        connection.watches.delete(topic);
        connection.send({ type: 'refused', topic, code: 'not_found' });
      }
    }
    for (const [id, head] of found) tell(kind, id, head);
  }

  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || connections.size === 0) return;
    busy = true;
    running = checkRights()
      .then(() => checkHeads('thread'))
      .then(() => checkHeads('benchmark'))
      .catch((err: unknown) => log.warn({ err }, 'the open pages could not be checked'))
      .finally(() => {
        busy = false;
      });
  }, everyMs).unref();

  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
