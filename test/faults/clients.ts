import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { closers } from './ground.ts';

/** A text message of a client as RFC 6455 frames it, with a mask of zeros. */
const frame = (text: string) =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);

function connectTo(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  closers.push(async () => socket.destroy());
  return socket;
}

/**
 * A client that asks for its socket, watches, and is not heard of again: it answers no ping and reads nothing, while its
 * machine still takes what comes, so that only the product itself can notice.
 */
export async function fallSilent(port: number, cookie: string, topics: string[]): Promise<Socket> {
  const socket = connectTo(port);
  socket.write(
    `GET /api/live HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  );
  const [head] = (await once(socket, 'data')) as [Buffer];
  if (!head.toString().includes(' 101 ')) throw new Error(`no socket: ${head.toString()}`);
  for (const topic of topics) socket.write(frame(JSON.stringify({ type: 'watch', topic })));
  socket.pause();
  return socket;
}

/** Clients that never finish asking, half of them in the head of their request, half in its body; what each was told. */
export function askForEver(port: number, count: number): { ended: Promise<string> }[] {
  return Array.from({ length: count }, (_, i) => {
    const socket = connectTo(port);
    socket.write(
      i % 2 === 0
        ? 'GET /api/threads HTTP/1.1\r\nhost: x\r\nx-slow: '
        : `POST /api/session HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    let told = '';
    socket.on('data', (chunk: Buffer) => (told += chunk.toString()));
    return { ended: new Promise<string>((done) => socket.on('close', () => done(told))) };
  });
}
