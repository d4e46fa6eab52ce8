import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/**
 * What a server may do instead of taking a mail: say nothing at all, from the greeting on; hang up before the text; say
 * "later" or "never" to the text; or take it and hang up before it says so.
 */
export type Trouble = 'silent' | 'hangs up' | 'later' | 'never' | 'takes and hangs up';

/** A real SMTP server that keeps what it is sent, and refuses whom it is told to. */
export async function openPostOffice({ port = 0 } = {}) {
  const received: { to: string; source: string }[] = [];
  const refuses = new Map<string, number>();
  const weather = { trouble: null as Trouble | null, slowMs: 0 };

  function hangUp(session: SMTPServerSession): void {
    // The types leave out what the server keeps of its connections.
    const { connections } = server as unknown as {
      connections: Set<{ session: { id: string }; _socket: { destroy: () => void } }>;
    };
    for (const each of connections) if (each.session.id === session.id) each._socket.destroy();
  }
  const refusal = (sentence: string, responseCode: number) =>
    Object.assign(new Error(sentence), { responseCode });

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    async onConnect(_session, done) {
      if (weather.trouble === 'silent') return;
      await wait(weather.slowMs);
      done();
    },
    async onMailFrom(_address, session, done) {
      if (weather.trouble === 'hangs up') return hangUp(session);
      await wait(weather.slowMs);
      done();
    },
    async onRcptTo({ address }, _session, done) {
      await wait(weather.slowMs);
      const responseCode = refuses.get(address);
      done(responseCode ? refusal(`${address} is refused`, responseCode) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        if (weather.trouble === 'later') return done(refusal('not now', 451));
        if (weather.trouble === 'never') return done(refusal('not this', 554));
        const source = Buffer.concat(chunks).toString('utf8');
        for (const { address } of session.envelope.rcptTo) received.push({ to: address, source });
        if (weather.trouble === 'takes and hangs up') return hangUp(session);
        await wait(weather.slowMs);
        done();
      });
    },
  });
  // A client that went away is no error of the server's.
  server.on('error', () => undefined);
  const given = await new Promise<number>((resolve) => {
    const net = server.listen(port, '127.0.0.1', () => {
      const address = net.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `smtp://127.0.0.1:${given}`,
    port: given,
    refuses,
    weather,
    received,
    to: (address: string) => received.filter((mail) => mail.to === address),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
