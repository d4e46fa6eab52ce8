import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import WebSocket from 'ws';
import type { ClientMessage, ServerMessage } from '@cenacle/shared/live/contract.ts';

/** A page's socket in a test: what it received, and waiting for what it will. */
export interface TestSocket {
  send(message: ClientMessage | string): void;
  /** The next message that fits, among those received and those to come; rejects when none came in time. */
  next(fits: (message: ServerMessage) => boolean): Promise<ServerMessage>;
  received: ServerMessage[];
  /** The code with which the server closes. */
  closed: Promise<number>;
  /** Reads nothing any more, until it resumes. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

const waitMsMax = 4_000;

/** The address of an app that listens on loopback; it starts to listen when it does not yet. */
async function addressOf(app: FastifyInstance): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  return `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

/** Opens the socket of a page with these headers. Rejects when the upgrade is refused. */
export async function openSocket(app: FastifyInstance, headers: Record<string, string>): Promise<TestSocket> {
  const socket = new WebSocket(`${await addressOf(app)}/api/live`, { headers });
  const received: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)) as ServerMessage);
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'unexpected-response').then(([, response]: { statusCode: number }[]) => {
      throw new Error(`refused with ${response?.statusCode}`);
    }),
  ]);
  return {
    received,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: (fits) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`nothing that fits among ${JSON.stringify(received)}`));
        }, waitMsMax);
        const look = () => {
          const i = received.findIndex(fits);
          const found = received[i];
          if (!found) return;
          received.splice(i, 1);
          clearTimeout(late);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      socket.close();
      await closed;
    },
  };
}
