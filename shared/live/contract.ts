import { Type, type Static } from 'typebox';
import { object } from '../http.ts';

/** Topics a page may watch: one thread or benchmark, the lists that one reads, or one's own counters. */
const topicPattern = '^((thread|benchmark):[0-9a-f-]{36}|threads|me)$';
export type Topic = `thread:${string}` | `benchmark:${string}` | 'threads' | 'me';

const threadTopic = Type.String({ pattern: '^thread:[0-9a-f-]{36}$' });
/** Members who are told to have a thread in front of them, at most; the others are a number. */
export const presentMax = 12;

/**
 * Messages of a page. `typing` is passed on to the other watchers of the thread and kept nowhere; `here` says that the thread
 * is in front of its reader, `away` that it no longer is.
 */
export const clientMessage = Type.Union([
  object({ type: Type.Literal('watch'), topic: Type.String({ pattern: topicPattern }) }),
  object({ type: Type.Literal('unwatch'), topic: Type.String({ pattern: topicPattern }) }),
  object({ type: Type.Literal('typing'), topic: threadTopic }),
  object({ type: Type.Literal('here'), topic: threadTopic }),
  object({ type: Type.Literal('away'), topic: threadTopic }),
  object({ type: Type.Literal('ping') }),
]);
export type ClientMessage = Static<typeof clientMessage>;

/**
 * What the server sends: names, ids and numbers, never content. `head` is the change_seq of the thread or benchmark.
 * `within` asks the page to fetch what is new at a moment of its own choosing within so many milliseconds, as many
 * others fetch it too; without it, at once. `present` names others who have the thread in front of them, of `count`.
 */
export type ServerMessage =
  | { type: 'watching'; topic: Topic; head: number }
  | { type: 'refused'; topic: string; code: 'not_found' | 'bad_message' | 'too_many' }
  | { type: 'notice'; topic: Topic; name: NoticeName; head: number; thread_id?: string; within?: number }
  | { type: 'typing'; topic: Topic; member_id: string; name: string }
  | { type: 'present'; topic: Topic; members: { id: string; name: string }[]; count: number }
  | { type: 'pong' };

type NoticeName = 'thread.changed' | 'benchmark.changed' | 'threads.changed' | 'me.changed';

/** Why the server closes a socket. The page signs out on 4401, waits on 4429 and 1012, else reconnects. */
export const closeCodes = {
  restart: 1012,
  signedOut: 4401,
  badMessage: 4400,
  tooMany: 4429,
  tooSlow: 4408,
} as const;

export const messageBytesMax = 2048;
export const watchesMax = 50;
/** The server asks this often whether the page is still there; one that has not answered by the next time is let go. */
export const pingEveryMs = 25_000;
/** What waits to be read by a page, at most: one that falls further behind is closed, and catches up when it comes back. */
export const bufferBytesMax = 1_000_000;
/** A page that is told goodbye and does not answer is cut after this time, with all that still waits for it. */
export const goodbyeMsMax = 5_000;
