import { getMe } from '@cenacle/shared/members/contract.ts';
import {
  closeCodes,
  type ClientMessage,
  type ServerMessage,
  type Topic,
} from '@cenacle/shared/live/contract.ts';
import { pulseOf, Spread, waitBefore, wakeAnswerMs } from '@cenacle/shared/live/timing.ts';
import { ApiError, call } from '#lib/api.ts';

/** Something of a topic may have changed. Without a head or thread: ask again, as notices may have been missed. */
export interface Notice {
  head: number;
  thread_id?: string;
}

export interface Typing {
  member_id: string;
  name: string;
}

/** Others who have the thread in front of them: some by name, all by number. */
export interface Present {
  members: readonly { id: string; name: string }[];
  count: number;
}

interface Watcher {
  onNotice: (notice: Notice) => void;
  onTyping?: (typing: Typing) => void;
  onPresent?: (present: Present) => void;
  onRefused?: () => void;
}

/** `waiting` until the first connection stands or fails; `signed_out` until somebody signs in again. */
export type LiveState = 'waiting' | 'live' | 'connecting' | 'offline' | 'signed_out';

const lookEveryMs = 5_000;
/** Attempts that fail before the page says that it is cut off rather than reconnecting. */
const triesBeforeOffline = 3;

let state = $state<LiveState>('waiting');
let started = false;
let socket: WebSocket | null = null;
let attempt = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let heardAt = 0;
let askedAt: number | null = null;
let answerMs: number | undefined;
const watchers = new Map<Topic, Set<Watcher>>();
const spread = new Spread();
let onSignedOut: () => void = () => undefined;

/** The state of this page's connection, for whoever shows it. */
export const live = {
  get state(): LiveState {
    return state;
  },
};

function send(message: ClientMessage): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

const each = (topic: string, tell: (watcher: Watcher) => void): void => {
  for (const watcher of [...(watchers.get(topic as Topic) ?? [])]) tell(watcher);
};

function receive(message: ServerMessage): void {
  heardAt = Date.now();
  askedAt = null;
  // A browser may say "offline" and keep the socket: what is heard is the truth.
  if (navigator.onLine) state = 'live';
  if (message.type === 'notice') {
    const { topic, head, thread_id, within = 0 } = message;
    spread.hear(`${topic} ${thread_id ?? ''}`, within, () =>
      each(topic, (watcher) => watcher.onNotice({ head, thread_id })),
    );
  } else if (message.type === 'watching') {
    sayHere(message.topic);
    each(message.topic, (watcher) => watcher.onNotice({ head: message.head }));
  } else if (message.type === 'typing') {
    each(message.topic, (watcher) =>
      watcher.onTyping?.({ member_id: message.member_id, name: message.name }),
    );
  } else if (message.type === 'present') {
    each(message.topic, (watcher) => watcher.onPresent?.(message));
  } else if (message.type === 'refused' && message.code === 'not_found') {
    each(message.topic, (watcher) => watcher.onRefused?.());
  }
}

function lose(opened: boolean, code: number): void {
  socket = null;
  askedAt = null;
  clearTimeout(retry);
  if (code === closeCodes.signedOut) return leave();
  const asked = code === closeCodes.tooMany || code === closeCodes.restart;
  const wait = waitBefore(attempt, Math.random(), code === closeCodes.tooMany);
  attempt = opened ? 1 : attempt + 1;
  state = !navigator.onLine || (attempt > triesBeforeOffline && !asked) ? 'offline' : 'connecting';
  retry = setTimeout(connect, wait);
  // A refused upgrade tells the page nothing; the API says why.
  if (!opened) void findOut();
}

async function findOut(): Promise<void> {
  try {
    await call(fetch, getMe);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    if (failure.status === 401) leave();
    else if (failure.code === 'offline') state = 'offline';
  }
}

function leave(): void {
  clearTimeout(retry);
  state = 'signed_out';
  onSignedOut();
}

function connect(): void {
  clearTimeout(retry);
  if (!started || socket) return;
  if (state === 'offline' || state === 'signed_out') state = 'connecting';
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const made = new WebSocket(`${scheme}//${location.host}/api/live`);
  let opened = false;
  socket = made;
  made.onopen = () => {
    opened = true;
    attempt = 0;
    heardAt = Date.now();
    state = 'live';
    for (const topic of watchers.keys()) send({ type: 'watch', topic });
  };
  made.onmessage = (event) => {
    if (socket === made) receive(JSON.parse(String(event.data)) as ServerMessage);
  };
  made.onclose = ({ code }) => {
    if (socket === made && started) lose(opened, code);
  };
}

function giveUp(): void {
  const dead = socket;
  socket = null;
  if (dead) {
    dead.onclose = null;
    dead.close();
    attempt = 0;
    state = 'connecting';
  }
  connect();
}

function look(): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const now = Date.now();
  const pulse = pulseOf(now - heardAt, askedAt === null ? null : now - askedAt, answerMs);
  if (pulse === 'dead') return giveUp();
  if (pulse === 'ask') {
    answerMs = undefined;
    askedAt = now;
    send({ type: 'ping' });
  }
}

/** After sleep, another page or a lost network: is the socket alive, and what was missed meanwhile? */
/** Asks at once whether the line still stands, and connects where it does not. */
export function wake(): void {
  if (socket?.readyState !== WebSocket.OPEN) {
    attempt = 0;
    if (!socket) connect();
    return;
  }
  if (askedAt === null) askedAt = Date.now();
  answerMs = wakeAnswerMs;
  send({ type: 'ping' });
  setTimeout(look, wakeAnswerMs + 50);
  for (const topic of watchers.keys()) each(topic, (watcher) => watcher.onNotice({ head: 0 }));
}

/** Tells whether a thread is in front of its reader. */
function sayHere(topic: Topic): void {
  if (!topic.startsWith('thread:')) return;
  send({ type: document.visibilityState === 'visible' ? 'here' : 'away', topic });
}

function onVisible(): void {
  for (const topic of watchers.keys()) sayHere(topic);
  if (document.visibilityState === 'visible') wake();
}

function onOffline(): void {
  state = 'offline';
}

function onPageShow(event: PageTransitionEvent): void {
  if (event.persisted) wake();
}

/**
 * Connects this page and keeps it connected; gives what ends that. `whenSignedOut` is called when the session is
 * over: the page then leads to sign-in, or keeps what is being written.
 */
export function startLive(whenSignedOut: () => void): () => void {
  started = true;
  onSignedOut = whenSignedOut;
  const timer = setInterval(look, lookEveryMs);
  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('online', wake);
  window.addEventListener('offline', onOffline);
  window.addEventListener('pageshow', onPageShow);
  connect();
  return () => {
    started = false;
    clearInterval(timer);
    clearTimeout(retry);
    spread.clear();
    document.removeEventListener('visibilitychange', onVisible);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('pageshow', onPageShow);
    socket?.close();
    socket = null;
    attempt = 0;
    state = 'waiting';
  };
}

/**
 * Watches a topic while somebody on the page does; gives what stops it. `onNotice` is called at each change, and
 * without a thread or with head 0 whenever changes may have been missed.
 */
export function watch(
  topic: Topic,
  onNotice: (notice: Notice) => void,
  more: Omit<Watcher, 'onNotice'> = {},
): () => void {
  const watcher: Watcher = { onNotice, ...more };
  const those = watchers.get(topic) ?? new Set<Watcher>();
  those.add(watcher);
  if (those.size === 1) {
    watchers.set(topic, those);
    send({ type: 'watch', topic });
  }
  return () => {
    those.delete(watcher);
    if (those.size > 0 || watchers.get(topic) !== those) return;
    watchers.delete(topic);
    send({ type: 'unwatch', topic });
  };
}

/** Tells the thread's other readers that somebody writes. */
export const sayTyping = (threadId: string): void => send({ type: 'typing', topic: `thread:${threadId}` });
