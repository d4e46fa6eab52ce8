import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Ajv } from 'ajv';
import {
  bufferBytesMax,
  clientMessage,
  closeCodes,
  goodbyeMsMax,
  pingEveryMs,
  type ClientMessage,
  type ServerMessage,
  type Topic,
} from '@cenacle/shared/live/contract.ts';
import { Refusal } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import type { Connection } from './connection.ts';

/** Messages of one page in ten seconds: a person who walks through threads stays far below. */
const messagesPerTenSecondsMax = 100;
const socketsPerMemberMax = 30;

const isClientMessage = new Ajv({ strict: false }).compile<ClientMessage>(clientMessage);

function parse(text: string): ClientMessage | null {
  try {
    const message: unknown = JSON.parse(text);
    return isClientMessage(message) ? message : null;
  } catch {
    return null;
  }
}

/** Closes the socket by name; one that does not answer is cut, since `ws` would wait for half a minute. */
function sayGoodbye(socket: WebSocket, code: number): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(code);
  const late = setTimeout(() => socket.terminate(), goodbyeMsMax).unref();
  socket.once('close', () => clearTimeout(late));
}

/** The socket of a page. `readAgain` gives the member with the rights of that moment, or null; `hurry` divides waits. */
export function liveRoutes(
  app: FastifyInstance,
  services: Services,
  rules: { readAgain: (member: SignedMember) => Promise<SignedMember | null>; hurry: number },
): void {
  const { hub, log } = services;
  const open = new Map<string, number>();

  app.get('/api/live', { websocket: true, preValidation: refuseGuests }, (socket, request) => {
    const member = request.member;
    if (!member) return sayGoodbye(socket, closeCodes.signedOut);
    const count = (open.get(member.id) ?? 0) + 1;
    if (count > socketsPerMemberMax) return sayGoodbye(socket, closeCodes.tooMany);
    open.set(member.id, count);

    const connection: Connection = {
      member,
      watches: new Map(),
      reload: () => rules.readAgain(connection.member),
      send(message: ServerMessage) {
        if (socket.bufferedAmount > bufferBytesMax) return connection.close(closeCodes.tooSlow);
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
      },
      close(code) {
        hub.remove(connection);
        sayGoodbye(socket, code);
      },
    };
    hub.add(connection);

    let received = 0;
    let answered = true;
    const window = setInterval(() => {
      received = 0;
    }, 10_000).unref();
    const ping = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    }, pingEveryMs / rules.hurry).unref();
    socket.on('pong', () => {
      answered = true;
    });
    socket.on('message', (data, isBinary) => {
      received += 1;
      if (received > messagesPerTenSecondsMax) return connection.close(closeCodes.tooMany);
      const message = isBinary ? null : parse(data.toString());
      if (!message) return connection.send({ type: 'refused', topic: '', code: 'bad_message' });
      obey(connection, message).catch((err: unknown) => {
        log.warn({ err }, 'a message of a page failed');
        connection.close(closeCodes.restart);
      });
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(window);
      clearInterval(ping);
      hub.remove(connection);
      const left = (open.get(member.id) ?? 1) - 1;
      if (left > 0) open.set(member.id, left);
      else open.delete(member.id);
    });
  });

  async function obey(connection: Connection, message: ClientMessage): Promise<void> {
    if (message.type === 'ping') return connection.send({ type: 'pong' });
    const topic = message.topic as Topic;
    if (message.type === 'watch') return hub.watch(connection, topic);
    if (message.type === 'typing') return hub.typing(connection, topic);
    if (message.type === 'here') return hub.here(connection, topic);
    if (message.type === 'away') return hub.away(connection, topic);
    hub.unwatch(connection, topic);
  }
}

async function refuseGuests(request: FastifyRequest): Promise<void> {
  if (!request.member) throw new Refusal(401, 'signed_out');
}
