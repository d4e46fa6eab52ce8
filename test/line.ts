import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line between a page and the product, which can go dead without a word to either end. */
export interface Line {
  port: number;
  url: string;
  /** From now on nothing passes over what is connected so far, both ways, and neither end is told. New connections work. */
  goDead: () => void;
  /** How many of the dead connections the two ends have given up by now: those of pages, those of the product. */
  givenUp: () => { pages: number; product: number };
  close: () => Promise<void>;
}

interface Wire {
  near: Socket;
  far: Socket;
  isDead: boolean;
  gone: { pages: boolean; product: boolean };
}

/** Lays a line to the product on this port of the same machine; it may serve later, or move. */
export async function layLine(portOfProduct: () => number, port = 0): Promise<Line> {
  const wires = new Set<Wire>();

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: portOfProduct(), host: '127.0.0.1', allowHalfOpen: true });
    const wire: Wire = { near, far, isDead: false, gone: { pages: false, product: false } };
    wires.add(wire);
    join(wire, near, far, 'pages');
    join(wire, far, near, 'product');
  });

  function join(wire: Wire, from: Socket, to: Socket, end: 'pages' | 'product'): void {
    from.on('data', (chunk) => {
      if (!wire.isDead) to.write(chunk);
    });
    from.on('error', () => undefined);
    for (const leaving of ['end', 'close'] as const) {
      from.on(leaving, () => {
        wire.gone[end] = true;
        if (!wire.isDead) to.destroySoon();
        // It has left: nobody waits at this end any more.
        if (leaving === 'end') from.destroySoon();
        if (!wire.isDead) wires.delete(wire);
      });
    }
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const given = (server.address() as AddressInfo).port;
  return {
    port: given,
    url: `http://localhost:${given}`,
    goDead() {
      for (const wire of wires) wire.isDead = true;
    },
    givenUp() {
      const dead = [...wires].filter(({ isDead }) => isDead);
      return {
        pages: dead.filter(({ gone }) => gone.pages).length,
        product: dead.filter(({ gone }) => gone.product).length,
      };
    },
    async close() {
      for (const { near, far } of wires) {
        near.destroy();
        far.destroy();
      }
      server.close();
    },
  };
}
