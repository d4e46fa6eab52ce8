import type { ServerMessage, Topic } from '@cenacle/shared/live/contract.ts';
import type { SignedMember } from '../http/member.ts';

/** One open page. `reload` reads the member's rights anew: null when the session is over. */
export interface Connection {
  member: SignedMember;
  reload(): Promise<SignedMember | null>;
  send(message: ServerMessage): void;
  close(code: number): void;
  /** Topics watched, and for threads and benchmarks the head that the page was last told. */
  watches: Map<Topic, number>;
}

/** How far a watched thing is, and who reads it. */
export interface Head {
  head: number;
  audienceId: string;
}

/** What has a head and is watched one by one, by whoever may read it. */
export type WatchedKind = 'thread' | 'benchmark';

/** The thread or benchmark that a topic names; null for lists and counters. */
export function watchedThing(topic: string): { kind: WatchedKind; id: string } | null {
  const [kind, id] = topic.split(':');
  return id && (kind === 'thread' || kind === 'benchmark') ? { kind, id } : null;
}

/** The head of a watch whose rights are still being asked for. */
export const unanswered = -1;
