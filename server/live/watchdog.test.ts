import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { expect, test } from 'vitest';
import type { SignedMember } from '../http/member.ts';
import type { Connection } from './connection.ts';
import { openWatchdog } from './watchdog.ts';

function openPage(sessionId: string, close: () => void): Connection {
  return {
    member: { by: { sessionId }, rightsVersion: 1 } as unknown as SignedMember,
    reload: async () => null,
    send: () => undefined,
    close,
    watches: new Map(),
  };
}

test('a page that connects while the tables answer is not taken for one whose session is over', async () => {
  const closed: string[] = [];
  const connections = new Set<Connection>();
  const late = openPage('late', () => closed.push('late'));
  // The tables know neither session; the second page comes after they were asked.
  const pool = {
    query: async () => {
      connections.add(late);
      return { rows: [] };
    },
  } as unknown as pg.Pool;
  const ended = new Promise<void>((resolve) => {
    connections.add(
      openPage('ended', () => {
        closed.push('ended');
        resolve();
      }),
    );
  });
  const log = { warn: () => undefined } as unknown as FastifyBaseLogger;
  const watchdog = openWatchdog({
    pool,
    log,
    connections,
    refresh: async () => undefined,
    tell: () => undefined,
    heads: async () => new Map(),
  });
  await ended;
  await watchdog.close();
  expect(closed).toEqual(['ended']);
});
