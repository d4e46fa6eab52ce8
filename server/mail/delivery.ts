import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { OutboxRow } from './queries.ts';

/** A connection that says nothing for so long is given up; the mail is tried again later. */
const silenceMs = 20_000;

/** Hands one mail over; throws when it was not taken. */
export type Deliver = (row: OutboxRow) => Promise<void>;

/** Where mails say they come from: the SMTP user where it is an address, since relays ask for that, else our host. */
function senderOf(publicUrl: string, smtpUrl: string | null): string {
  const user = smtpUrl ? decodeURIComponent(new URL(smtpUrl).username) : '';
  return user.includes('@') ? user : `cenacle@${new URL(publicUrl).hostname}`;
}

/** The message; its id comes from the row, so that a mail sent twice after a crash can be told from two mails. */
function messageOf(row: OutboxRow, publicUrl: string, sender: string): SendMailOptions {
  return {
    from: { name: 'Cénacle', address: sender },
    to: { name: '', address: row.recipient },
    subject: row.subject,
    text: row.text,
    html: row.html,
    encoding: 'quoted-printable',
    date: row.createdAt,
    messageId: `<${row.id}@${new URL(publicUrl).hostname}>`,
    headers: { 'auto-submitted': 'auto-generated' },
    // What a mail says comes from us alone: nothing in it may name a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Sends through the SMTP server. */
export function deliverBySmtp(smtpUrl: string, publicUrl: string): Deliver {
  const timeouts = { connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs };
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  const sender = senderOf(publicUrl, smtpUrl);
  return async (row) => {
    await transport.sendMail(messageOf(row, publicUrl, sender));
  };
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
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(message as Buffer);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  };
}

/** What to note of a failure: codes only, since the sentences of servers repeat addresses. */
export function failureOf(error: unknown): { note: string; forGood: boolean } {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const note = [code ?? 'unknown', responseCode].filter(Boolean).join(' ');
  // A refused sign-in or greeting is the server's trouble; a refused envelope or message is this mail's.
  const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { note, forGood: isOfMail && responseCode !== undefined && responseCode >= 500 };
}
