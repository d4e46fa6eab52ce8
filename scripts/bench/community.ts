import { createHash } from 'node:crypto';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { contentEnd, idOf, minutesBefore } from './seeded.ts';

/** Rows of a table, with the columns named that are written. */
export type Row = Record<string, unknown>;
/** Rows by table, in the order in which they may be written. */
export type Rows = Map<string, Row[]>;

const membersPerCircle = 100;

/** Members who sign in in turn, so that each stays within what one member may ask in a minute. */
export const readersMax = 60;
/** Sockets of one member; the product allows 30. */
export const socketsPerMember = 29;

/** An audience and who reads it. */
export interface Audience {
  id: string;
  /** Numbers of its members; null for all. */
  members: number[] | null;
}

/** Active members and their circles, each member in one. */
export function communityOf(memberCount: number): { rows: Rows; audiences: Audience[] } {
  const joined = minutesBefore(3 * 365 * 24 * 60);
  const members = Array.from({ length: memberCount }, (_, n) => ({
    id: idOf('member', n),
    email: `member-${n}@bench.example`,
    name: `Membre ${String(n).padStart(4, '0')}`,
    state: 'active',
    language: 'fr',
    headline: `Direction à temps partagé ${n % 97}`,
    joined_at: joined,
    charter_at: joined,
    visited_at: minutesBefore(60),
    created_at: joined,
  }));
  const circleCount = Math.ceil(memberCount / membersPerCircle);
  const audiences: Audience[] = [{ id: allMembersAudienceId, members: null }];
  const [circles, circleMembers, audienceRows]: Row[][] = [[], [], []];
  for (let c = 0; c < circleCount; c++) {
    const own = Array.from({ length: memberCount }, (_, n) => n).filter((n) => n % circleCount === c);
    const id = idOf('circle', c);
    circles?.push({
      id,
      name: `Cercle ${c + 1}`,
      created_by: idOf('member', own[0] ?? 0),
      created_at: joined,
    });
    audienceRows?.push({ id: idOf('audience', c), kind: 'circle', circle_id: id, created_at: joined });
    for (const [i, n] of own.entries())
      circleMembers?.push({
        id: idOf('circle_member', c * membersPerCircle + i),
        circle_id: id,
        member_id: idOf('member', n),
        keeper: i === 0,
        since: joined,
      });
    audiences.push({ id: idOf('audience', c), members: own });
  }
  const rows: Rows = new Map([
    ['members', members],
    ['circles', circles ?? []],
    ['audiences', audienceRows ?? []],
    ['circle_members', circleMembers ?? []],
  ]);
  return { rows, audiences };
}

/** What the n-th member's cookie holds. */
export const tokenOf = (n: number): string => `bench${String(n).padStart(35, '0')}`;

/** A session of each of these members; it lives by the real clock, as the product does. */
export const sessionsOf = (count: number, now: Date): Row[] =>
  Array.from({ length: count }, (_, n) => ({
    token_hash: createHash('sha256').update(tokenOf(n)).digest('hex'),
    id: idOf('session', n),
    member_id: idOf('member', n),
    device: 'bench',
    created_at: now.toISOString(),
    last_seen_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 89 * 24 * 3_600_000).toISOString(),
  }));

/** What is read of a thread that all members read, and by how far. */
export interface ReadThread {
  id: string;
  lastPosition: number;
}

/**
 * All readers have read the same: every second of these threads to its end, of each other one the first half. So
 * what one of them is answered costs what another's answer costs.
 */
export const readsOf = (readers: number, threads: readonly ReadThread[]): Row[] =>
  Array.from({ length: readers }, (_, n) =>
    threads.map(({ id, lastPosition }, i) => ({
      member_id: idOf('member', n),
      thread_id: id,
      position: i % 2 === 0 ? lastPosition : Math.floor(lastPosition / 2),
      visited_at: contentEnd.toISOString(),
    })),
  ).flat();
