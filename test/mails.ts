import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEml, type ReadMail } from '../server/mail/eml.ts';

/** The mails that the product wrote into this data folder, the newest first; to one address when it is given. */
export async function readMails(dataDir: string, to?: string): Promise<ReadMail[]> {
  const folder = join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => []);
  const files = names
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .reverse();
  const mails = await Promise.all(
    files.map(async (name) => readEml(await readFile(join(folder, name), 'utf8'))),
  );
  return mails.filter((mail) => to === undefined || mail.to === to);
}

/** The six-digit code in a mail. */
export const codeIn = (mail: ReadMail | undefined): string => /^\d{6}$/m.exec(mail?.text ?? '')?.[0] ?? '';

/** The path of the link in a mail. */
export const linkIn = (mail: ReadMail | undefined): string =>
  new URL(/^https?:\S+$/m.exec(mail?.text ?? '')?.[0] ?? 'none:').pathname;
