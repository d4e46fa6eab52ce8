import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { OutboxRow } from './queries.ts';

/** A connection that says nothing for so long is given up; the mail is tried again later. */
const silenceMs = 20_000;

/** Whoever delivers a mail. `handOver` is called before the text is given away, and throws when it must not be. */
export interface Delivery {
  handOver: () => Promise<void>;
  /** Ends the attempt, whatever it waits for. */
  signal: AbortSignal;
}

/** A mail as it is handed over; `unsubscribe` is the address that ends such mails by one POST (RFC 8058). */
export type Ready = Pick<OutboxRow, 'id' | 'recipient' | 'subject' | 'text' | 'html' | 'createdAt'> & {
  unsubscribe?: string;
};

/** Hands one mail over; throws when it was not taken, or when nobody said whether it was. */
export type Deliver = (mail: Ready, delivery: Delivery) => Promise<void>;

/** Where mails say they come from: the SMTP user where it is an address, since relays ask for that, else our host. */
function senderOf(publicUrl: string, smtpUrl: string | null): string {
  const user = smtpUrl ? decodeURIComponent(new URL(smtpUrl).username) : '';
  return user.includes('@') ? user : `cenacle@${new URL(publicUrl).hostname}`;
}

/** The message; its id comes from the row, so that a mail sent twice after a crash can be told from two mails. */
function messageOf(row: Ready, publicUrl: string, sender: string): SendMailOptions {
  return {
    from: { name: 'Cénacle', address: sender },
    to: { name: '', address: row.recipient },
    subject: row.subject,
    text: row.text,
    html: row.html,
    encoding: 'quoted-printable',
    date: row.createdAt,
    messageId: `<${row.id}@${new URL(publicUrl).hostname}>`,
    headers: {
      'auto-submitted': 'auto-generated',
      ...(row.unsubscribe
        ? {
            'list-unsubscribe': `<${row.unsubscribe}>`,
            'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    // What a mail says comes from us alone: nothing in it may name a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Sends through the SMTP server. */
export function deliverBySmtp(smtpUrl: string, publicUrl: string): Deliver {
  const timeouts = { connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs };
  const sender = senderOf(publicUrl, smtpUrl);
  return async (row, { handOver, signal }) => {
    const transport = createTransport({ url: smtpUrl, ...timeouts });
    transport.use('stream', ({ message }, done) => {
      const read = message.createReadStream.bind(message);
      // Read from only once the server has taken sender and recipient, and asks for the text.
      message.createReadStream = () => Readable.from(afterwards(handOver, read), { objectMode: false });
      done();
    });
    await transport.sendMail({ ...messageOf(row, publicUrl, sender), signal });
  };
}

async function* afterwards(first: () => Promise<void>, read: () => Readable): AsyncGenerator<Buffer> {
  await first();
  yield* read() as AsyncIterable<Buffer>;
}

/** Writes each mail into the folder, as a file that mail programs open; never half of one. */
export function deliverToFolder(folder: string, publicUrl: string): Deliver {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const sender = senderOf(publicUrl, null);
  return async (row) => {
    const { message } = await transport.sendMail(messageOf(row, publicUrl, sender));
    const when = row.createdAt.toISOString().replace(/[:.]/g, '-');
    const path = join(folder, `${when}-${row.id}.eml`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await writeWhole(`${path}.part`, message as Buffer);
      await rename(`${path}.part`, path);
    } catch (error) {
      await rm(`${path}.part`, { force: true });
      throw error;
    }
  };
}

async function writeWhole(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What to note of a failure, by codes only, since the sentences of servers repeat addresses; and whether a server said no. */
export function failureOf(error: unknown): {
  note: string;
  answered: boolean;
  forGood: boolean;
  /** Whether it is the address that is refused, and not what is sent there. */
  noSuchAddress: boolean;
} {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  const note = [code ?? 'unknown', responseCode].filter(Boolean).join(' ');
  // A refused sign-in or greeting is the server's trouble; a refused envelope or message is this mail's.
  const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const answered = responseCode !== undefined;
  const forGood = isOfMail && answered && responseCode >= 500;
  return { note, answered, forGood, noSuchAddress: forGood && command === 'RCPT TO' };
}
