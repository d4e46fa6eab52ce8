import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { closeCodes, type ServerMessage } from '@cenacle/shared/live/contract.ts';
import { waitBefore } from '@cenacle/shared/live/timing.ts';

/** An open page as the browser keeps it: connects again with the product's own waits, and catches up by the head. */
export interface Page {
  /** The codes with which its socket was closed, and when it was connected again. */
  codes: number[];
  connectedAt: number[];
  /** The positions that it has, in the order in which they came. */
  positions: number[];
  isLive: () => boolean;
  close: () => void;
}

/** Opens a page of this member on the thread; `after` is the change up to which it has everything. */
export function openPage(url: string, cookie: string, threadId: string, after: number): Page {
  const page: Page = {
    codes: [],
    connectedAt: [],
    positions: [],
    isLive: () => socket.readyState === WebSocket.OPEN,
    close() {
      isClosed = true;
      socket.terminate();
    },
  };
  let isClosed = false;
  let attempt = 0;
  let cursor = after;
  let catching: Promise<void> | null = null;
  let socket = connect();

  function connect(): WebSocket {
    const made = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { headers: { cookie } });
    let opened = false;
    made.on('open', () => {
      opened = true;
      attempt = 0;
      page.connectedAt.push(Date.now());
      made.send(JSON.stringify({ type: 'watch', topic: `thread:${threadId}` }));
    });
    made.on('message', (text) => {
      const message = JSON.parse(String(text)) as ServerMessage;
      if ('head' in message && message.head > cursor) catching ??= catchUp(message.head);
    });
    made.on('error', () => undefined);
    made.on('close', (code) => {
      if (opened) page.codes.push(code);
      if (isClosed) return;
      const ms = waitBefore(attempt, Math.random(), code === closeCodes.tooMany);
      attempt = opened ? 1 : attempt + 1;
      setTimeout(() => {
        if (!isClosed) socket = connect();
      }, ms);
      // A refused upgrade tells the page nothing: it asks who it is, as the browser's page does.
      if (!opened) fetch(`${url}/api/me`, { headers: { cookie } }).catch(() => undefined);
    });
    return made;
  }

  async function catchUp(head: number): Promise<void> {
    while (cursor < head) {
      if (isClosed) return;
      const reply = await fetch(`${url}/api/threads/${threadId}/posts?changed_after=${cursor}`, {
        headers: { cookie },
      }).catch(() => null);
      if (!reply?.ok) {
        await wait(500);
        continue;
      }
      const { items } = (await reply.json()) as { items: { position: number; change_seq: number }[] };
      page.positions.push(...items.map(({ position }) => position));
      cursor = items.at(-1)?.change_seq ?? cursor;
    }
    catching = null;
  }

  return page;
}
